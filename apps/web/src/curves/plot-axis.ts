import { measuredText, percentText } from '../format/number.js';

/** An axis of a plot. */
export interface PlotAxis {
  readonly title: string;
  readonly isLog: boolean;
  /** Whether its values are whole numbers, such as epochs. */
  readonly isWhole: boolean;
  /** Writes a value beside its tick. */
  readonly tickText: (value: number) => string;
  /** Writes a value by itself. */
  readonly textOf: (value: number) => string;
}

/** `percent` writes a share from 0 to 1 as percent; `count` is a whole number. */
export type AxisFormat = 'number' | 'percent' | 'count';

/** Writes a number as short as it can be. */
function shortText(value: number): string {
  const size = Math.abs(value);
  const isPlain = value === 0 || (size >= 1e-3 && size < 1e5);
  const text = isPlain ? String(Number(value.toPrecision(6))) : value.toExponential(1).replace('.0e', 'e');
  return text.replace('+', '').replaceAll('-', '−');
}

export const plotAxis = (title: string, isLog: boolean, format: AxisFormat): PlotAxis => ({
  title,
  isLog,
  isWhole: format === 'count',
  ...(format === 'percent'
    ? { tickText: (share) => `${shortText(share * 100)}%`, textOf: percentText }
    : { tickText: shortText, textOf: measuredText }),
});
