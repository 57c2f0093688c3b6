import type { GridMetric } from './grid-metric.js';

/** How numbers become places on the color map, from 0 to 1. */
export interface ValueScale {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly toUnit: (value: number) => number;
}

/** Ratios beyond this are read by their orders of magnitude. */
const LOG_FROM = 50;
/** A tenth, so that a share's colors do not exaggerate what seeds do. */
const SHARE_STEP = 0.1;
const LEAST_SHARE_SPAN = 0.2;

/**
 * Chooses the range of colors for the means of squares. The range of shares ends at tenths, so it changes seldom while a sweep
 * runs.
 *
 * @returns undefined if no square has a number
 */
export function scaleOf({ unit }: Pick<GridMetric, 'unit'>, means: Float64Array): ValueScale | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const mean of means) {
    if (Number.isNaN(mean)) continue;
    if (mean < least) least = mean;
    if (mean > greatest) greatest = mean;
  }
  if (least > greatest) return undefined;
  if (unit === 'share' || unit === 'difference') return linear(...shareRange(least, greatest, unit));
  if (least > 0 && greatest / least > LOG_FROM) return logarithmic(least, greatest);
  return least === greatest
    ? linear(least - Math.abs(least || 1) / 2, greatest + Math.abs(least || 1) / 2)
    : linear(...niceRange(least, greatest));
}

function shareRange(least: number, greatest: number, unit: 'share' | 'difference'): [number, number] {
  const clean = (value: number): number => Math.round(value * 10) / 10;
  let low = clean(Math.floor(least / SHARE_STEP + 1e-9) * SHARE_STEP);
  let high = clean(Math.ceil(greatest / SHARE_STEP - 1e-9) * SHARE_STEP);
  if (high - low < LEAST_SHARE_SPAN) {
    low = clean(Math.max(unit === 'share' ? 0 : -1, high - LEAST_SHARE_SPAN));
    high = clean(Math.min(1, Math.max(high, low + LEAST_SHARE_SPAN)));
  }
  return [low, high];
}

/** Ends of one or two digits around the numbers. */
function niceRange(least: number, greatest: number): [number, number] {
  const step = 10 ** Math.floor(Math.log10((greatest - least) / 2));
  return [round(Math.floor(least / step) * step), round(Math.ceil(greatest / step) * step)];
}

const round = (value: number): number => Number(value.toPrecision(12));
const clamp = (unit: number): number => Math.min(1, Math.max(0, unit));

const linear = (low: number, high: number): ValueScale => ({
  low,
  high,
  isLog: false,
  toUnit: (value) => clamp((value - low) / (high - low)),
});

function logarithmic(least: number, greatest: number): ValueScale {
  const low = round(10 ** Math.floor(Math.log10(least)));
  const high = round(10 ** Math.ceil(Math.log10(greatest)));
  const base = Math.log(low);
  const span = Math.log(high) - base;
  return { low, high, isLog: true, toUnit: (value) => clamp((Math.log(value) - base) / span) };
}

export const isSameScale = (a: ValueScale | undefined, b: ValueScale | undefined): boolean =>
  a?.low === b?.low && a?.high === b?.high && a?.isLog === b?.isLog;

/** The places of a legend's numbers: both ends, and round numbers between. */
export function legendTicks({ low, high, isLog }: ValueScale): number[] {
  if (isLog) {
    const orders = Math.round(Math.log10(high / low));
    const every = Math.max(1, Math.ceil(orders / 4));
    return Array.from({ length: Math.floor(orders / every) + 1 }, (_, index) =>
      round(low * 10 ** (index * every)),
    );
  }
  return [0, 0.25, 0.5, 0.75, 1].map((unit) => round(low + unit * (high - low)));
}
