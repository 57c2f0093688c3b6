/** How a value of a result is shown. */
interface ShownValue {
  readonly text: string;
  /** `null` and the empty text look different from each other. */
  readonly kind: 'null' | 'empty' | 'number' | 'text';
}

const NUMERIC = /^(?:smallint|integer|bigint|real|double precision|numeric)/;

/** Whether a column has numbers. */
export const isNumeric = (type: string): boolean => NUMERIC.test(type) && !type.endsWith('[]');

/** Writes a value with all its digits; NaN and the infinities come as text. */
export function showValue(value: unknown, type: string): ShownValue {
  if (value === null || value === undefined) return { text: 'null', kind: 'null' };
  if (value === '') return { text: 'empty', kind: 'empty' };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { text, kind: isNumeric(type) ? 'number' : 'text' };
}

/** The number of a value, for a chart; NaN for what is not one. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
