/**
 * A value from Postgres as text, the same in every format that is text: a time as ISO 8601, an object as JSON, and
 * nothing for NULL.
 */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  // `pg` gives primitives, arrays and JSON, all of which have a JSON form once bigints are dealt with.
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value, jsonSafe);
}

/** A replacer for `JSON.stringify`: a bigint, which JSON.stringify refuses, becomes text. */
export const jsonSafe = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
