/** Where a text stops being JSON, or repeats a name. */
export interface JsonFault {
  readonly offset: number;
  /** What JSON (RFC 8259) allows there. */
  readonly expected: string;
  readonly found?: string;
}

const EXPECTED = {
  value: 'a value',
  'value-or-end': 'a value or ]',
  name: 'a field name in double quotes',
  'name-or-end': 'a field name in double quotes or }',
  colon: 'a colon',
} as const;
type Expectation = keyof typeof EXPECTED | 'separator';

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Returns the offset after what a sticky pattern matches at `offset`, or undefined without a match. */
function endOfMatch(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const isValue = (expectation: Expectation): boolean =>
  expectation === 'value' || expectation === 'value-or-end';
const isName = (expectation: Expectation): boolean => expectation === 'name' || expectation === 'name-or-end';

/**
 * Finds where a text stops being JSON, or returns undefined if it is JSON. `JSON.parse` knows too, but not every version
 * of V8 says so; and if a name occurs twice in an object, it silently takes the last value.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const closers: string[] = [];
  /** The names so far in each open object; undefined for a list. */
  const names: (Set<string> | undefined)[] = [];
  let expectation: Expectation = 'value';
  let offset = endOfMatch(SPACE, text, 0) ?? 0;
  while (offset < text.length) {
    const character = text.charAt(offset);
    const closer = closers.at(-1);
    let end: number | undefined = offset + 1;
    if (
      character === closer &&
      expectation !== 'value' &&
      expectation !== 'name' &&
      expectation !== 'colon'
    ) {
      closers.pop();
      names.pop();
      expectation = 'separator';
    } else if (isValue(expectation) && (character === '[' || character === '{')) {
      closers.push(character === '[' ? ']' : '}');
      names.push(character === '[' ? undefined : new Set());
      expectation = character === '[' ? 'value-or-end' : 'name-or-end';
    } else if (isValue(expectation)) {
      end = endOfMatch(character === '"' ? STRING : SCALAR, text, offset);
      expectation = end === undefined ? expectation : 'separator';
    } else if (isName(expectation)) {
      end = endOfMatch(STRING, text, offset);
      if (end !== undefined) {
        const name = JSON.parse(text.slice(offset, end)) as string;
        if (names.at(-1)?.has(name) === true)
          return { offset, expected: 'each field once', found: `${JSON.stringify(name)} again` };
        names.at(-1)?.add(name);
        expectation = 'colon';
      }
    } else if (expectation === 'colon') {
      if (character === ':') expectation = 'value';
      else end = undefined;
    } else if (character === ',' && closer !== undefined) {
      expectation = closer === ']' ? 'value' : 'name';
    } else end = undefined;
    if (end === undefined) break;
    offset = endOfMatch(SPACE, text, end) ?? end;
  }
  if (expectation === 'separator') {
    const closer = closers.at(-1);
    if (closer !== undefined) return { offset, expected: `a comma or ${closer}` };
    return offset < text.length ? { offset, expected: 'the end' } : undefined;
  }
  return { offset, expected: EXPECTED[expectation] };
}
