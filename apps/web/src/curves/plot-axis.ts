import { measuredText, percentText } from '../format/number.js';

/** An axis of a plot. */
export interface PlotAxis {
  readonly title: string;
  readonly isLog: boolean;
  /** Writes a value beside its tick. */
  readonly tickText: (value: number) => string;
  /** Writes a value by itself. */
  readonly textOf: (value: number) => string;
}

/** `percent` writes a share from 0 to 1 as percent. */
export type AxisFormat = 'number' | 'percent';

/** Writes a number as short as it can be. */
function shortText(value: number): string {
  const size = Math.abs(value);
  const isPlain = value === 0 || (size >= 1e-3 && size < 1e5);
  const text = isPlain ? String(Number(value.toPrecision(6))) : value.toExponential(1).replace('.0e', 'e');
  return text.replace('+', '').replaceAll('-', '−');
}

export const plotAxis = (title: string, isLog: boolean, format: AxisFormat): PlotAxis =>
  format === 'percent'
    ? { title, isLog, tickText: (share) => `${shortText(share * 100)}%`, textOf: percentText }
    : { title, isLog, tickText: shortText, textOf: measuredText };
