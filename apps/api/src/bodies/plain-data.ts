import { InvalidInputError } from '@rote/domain';

/** Far deeper than any spec; shallow enough for every recursive function that will see the value. */
export const MAX_DEPTH = 64;

const complaint = (what: string): InvalidInputError =>
  new InvalidInputError('request-invalid', 'the body is not plain data', [{ pointer: '', expected: what }]);

export const tooDeep = (): InvalidInputError => complaint(`at most ${String(MAX_DEPTH)} levels of nesting`);

/**
 * Makes sure that a parsed body is a tree of null, booleans, finite numbers, strings, lists and plain objects.
 * JSON can hold `1e400` and thousands of brackets, YAML also `.inf`, byte strings and lists that contain themselves.
 *
 * @throws InvalidInputError `request-invalid`
 */
export function requirePlainData(value: unknown, depth = 0): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw complaint(`finite numbers; found ${String(value)}`);
    return;
  }
  if (depth >= MAX_DEPTH) throw tooDeep();
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (typeof value !== 'object' || !isPlain)
    throw complaint('null, booleans, numbers, strings, lists and objects only');
  for (const item of Object.values(value)) requirePlainData(item, depth + 1);
}
