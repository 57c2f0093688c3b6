import { type Fault, InvalidInputError } from '@rote/domain/errors';

/** Much deeper than any spec, but shallow enough for every recursive function that will see the value. */
export const MAX_DEPTH = 64;

const notPlain = (what: string, faults: readonly Fault[]): InvalidInputError =>
  new InvalidInputError('request-invalid', `${what} is not plain data`, faults);

export const tooDeep = (what: string): InvalidInputError =>
  notPlain(what, [{ pointer: '', expected: `at most ${String(MAX_DEPTH)} levels of nesting` }]);

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Checks that a parsed text is a tree of null, booleans, numbers, strings, lists and plain objects. JSON can nest
 * thousands of brackets; YAML can also contain byte strings and lists that contain themselves. Numbers that are not
 * finite (`.inf`, `1e400`) are left to the schema, which reports them with all other faults.
 *
 * @param what names the text in the error: `the body`
 * @throws InvalidInputError `request-invalid`
 */
export function requirePlainData(value: unknown, what: string, depth = 0): void {
  if (value === null || ['boolean', 'string', 'number'].includes(typeof value)) return;
  if (depth >= MAX_DEPTH) throw tooDeep(what);
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (typeof value !== 'object' || !isPlain)
    throw notPlain(what, [
      { pointer: '', expected: 'null, booleans, numbers, strings, lists and objects only' },
    ]);
  for (const item of Object.values(value)) requirePlainData(item, what, depth + 1);
}

function* infiniteNumbers(value: unknown, pointer: string): Generator<Fault> {
  if (typeof value === 'number' && !Number.isFinite(value))
    yield { pointer, expected: 'a finite number', found: String(value) };
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      yield* infiniteNumbers(item, `${pointer}/${escapePointer(key)}`);
}

/**
 * Checks that plain data can be written as JSON, which turns numbers that are not finite into `null`.
 *
 * @param what names the data in the error
 * @throws InvalidInputError `request-invalid` with each such number
 */
export function requireFiniteNumbers(value: unknown, what: string): void {
  const faults = [...infiniteNumbers(value, '')];
  if (faults.length > 0) throw notPlain(what, faults);
}
