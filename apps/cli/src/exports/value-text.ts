const MICROSECONDS = 1_000_000n;
const MAX_INT64 = 2n ** 63n - 1n;

/** Returns a time as PostgreSQL reads it, with every microsecond. */
export function instantText(microseconds: bigint): string {
  if (microseconds === MAX_INT64) return 'infinity';
  if (microseconds === -MAX_INT64 - 1n) return '-infinity';
  const part = ((microseconds % MICROSECONDS) + MICROSECONDS) % MICROSECONDS;
  const second = new Date(Number((microseconds - part) / 1000n)).toISOString().slice(0, 19);
  return `${second}.${String(part).padStart(6, '0')}Z`;
}

/** Returns an element of a list as an array of PostgreSQL has it: text in quotes, because it may have commas. */
const elementText = (value: unknown): string =>
  typeof value === 'string'
    ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : (valueText(value) ?? 'NULL');

/** Returns a value of Parquet or Arrow as text that PostgreSQL reads: a number with all its bits, a list as an array. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return String.raw`\x${Buffer.from(value).toString('hex')}`;
  const elements = Array.from(value as Iterable<unknown>, elementText);
  return `{${elements.join(',')}}`;
}
