const NUMBERS = new Set(['smallint', 'integer', 'bigint', 'oid', 'real', 'double precision']);

export const isNumeric = (type: string): boolean => NUMBERS.has(type) || type.startsWith('numeric');

const IS_JSON_NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** One element of an array, or the end of one. */
const ELEMENT = /"((?:[^"\\]|\\[^])*)"|[^,{}"]+|[{},]/g;

/**
 * Parses Postgres' text of an array, with nested arrays as arrays. Returns undefined if the array has explicit bounds
 * (`[0:1]={1,2}`), which JSON cannot express.
 */
function parseArray(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('{')) return undefined;
  const open: unknown[][] = [[]];
  for (const [token, quoted] of text.matchAll(ELEMENT)) {
    const current = open.at(-1) ?? [];
    if (token === '{') {
      const inner: unknown[] = [];
      current.push(inner);
      open.push(inner);
    } else if (token === '}') open.pop();
    else if (quoted !== undefined) current.push(quoted.replaceAll(/\\([^])/g, '$1'));
    else if (token !== ',') current.push(token === 'NULL' ? null : token);
  }
  return open[0]?.[0] as readonly unknown[] | undefined;
}

function elementJson(element: unknown, type: string): string {
  if (Array.isArray(element)) return `[${element.map((each) => elementJson(each, type)).join(', ')}]`;
  return postgresJson(element as string | null, type);
}

/**
 * Converts Postgres' text of a value to JSON. Most readers take JSON's numbers for doubles, so whatever a double cannot
 * hold becomes a string: NaN, the infinities, a `bigint` past 2^53, and every `numeric`, whose digits are its value.
 * Times, intervals and bytes stay Postgres' own text.
 */
export function postgresJson(text: string | null, type: string): string {
  if (text === null) return 'null';
  if (type.endsWith('[]')) {
    const elements = parseArray(text);
    return elements === undefined ? JSON.stringify(text) : elementJson(elements, type.slice(0, -2));
  }
  if (type === 'boolean') return String(text === 't' || text === 'true');
  if (type === 'json' || type === 'jsonb') return text;
  const isNumber = NUMBERS.has(type) && IS_JSON_NUMBER.test(text);
  const isExact = isNumber && (type !== 'bigint' || Number.isSafeInteger(Number(text)));
  return isExact ? text : JSON.stringify(text);
}
