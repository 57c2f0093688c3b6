/** What a cell has in a column that varies in its sweep. */
export type AxisValue = string | number | boolean | null;

/** Reads a value of a column. A 64-bit integer that no number holds exactly stays text. */
export function axisValueOf(value: unknown): AxisValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    default:
      return null;
  }
}

export function axisValueText(value: AxisValue): string {
  if (value === null) return '–';
  // Float arithmetic of a spec, such as 0.1 + 0.2.
  return String(typeof value === 'number' ? Number(value.toPrecision(12)) : value);
}

/** Returns how a column is called where people read it. */
export const columnCaption = (column: string): string => column.replaceAll('_', ' ');
