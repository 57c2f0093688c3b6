import { InvalidInputError } from '@rote/domain';

/** Far deeper than any spec; shallow enough for every recursive function that will see the value. */
export const MAX_DEPTH = 64;

const notPlain = (what: string, expected: string): InvalidInputError =>
  new InvalidInputError('request-invalid', `${what} is not plain data`, [{ pointer: '', expected }]);

export const tooDeep = (what: string): InvalidInputError =>
  notPlain(what, `at most ${String(MAX_DEPTH)} levels of nesting`);

/**
 * Makes sure that a parsed text is a tree of null, booleans, finite numbers, strings, lists and plain objects.
 * JSON can hold `1e400` and thousands of brackets, YAML also `.inf`, byte strings and lists that contain themselves.
 *
 * @param what names the text in the error: `the body`
 * @throws InvalidInputError `request-invalid`
 */
export function requirePlainData(value: unknown, what: string, depth = 0): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notPlain(what, `finite numbers; found ${String(value)}`);
    return;
  }
  if (depth >= MAX_DEPTH) throw tooDeep(what);
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (typeof value !== 'object' || !isPlain)
    throw notPlain(what, 'null, booleans, numbers, strings, lists and objects only');
  for (const item of Object.values(value)) requirePlainData(item, what, depth + 1);
}
