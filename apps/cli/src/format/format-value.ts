/**
 * A value from Postgres as text, the same in every format that is text: a time as ISO 8601, an object as JSON, and
 * nothing for NULL.
 */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value, jsonSafe);
  // What is left is a primitive: text, a number, a bigint or a boolean.
  return String(value as string | number | bigint | boolean);
}

/** A replacer for `JSON.stringify`: a bigint, which JSON.stringify refuses, becomes text. */
export const jsonSafe = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
