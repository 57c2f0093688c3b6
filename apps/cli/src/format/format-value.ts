/** Formats a value for people and CSV: nothing for NULL, a time as ISO 8601, anything composite as JSON. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
