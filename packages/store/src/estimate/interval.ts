import type { Spread } from './spread.js';

/** An interval that holds the true time in about 80 of 100 cases: in 10 it is shorter, in 10 longer. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 0.9 quantile of the standard normal distribution. */
const Z = 1.2815515655446004;

/** The 0.9 quantile of Student's t (Abramowitz and Stegun 1964, 26.7.5), within 0.01 from three degrees of freedom. */
const quantile = (freedom: number): number =>
  Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);

/** The factor between the estimate and either end, if this is the variance of the logarithm. */
const factorOf = (variance: number, { freedom }: Spread): number =>
  Math.exp(quantile(freedom) * Math.sqrt(variance));

/**
 * Returns the interval around the estimate of a sweep that has not started.
 *
 * @param seconds the estimate
 * @param inTurn how many cells one after another it is the time of; the variance of cells shrinks with their number
 */
export function intervalOfWhole(seconds: number, inTurn: number, spread: Spread): Interval {
  const { betweenSweeps, withinSweeps, shift, sweeps } = spread;
  const variance = betweenSweeps * (1 + 1 / (sweeps + 1)) + withinSweeps / Math.max(1, inTurn);
  const factor = factorOf(variance, spread);
  const center = seconds * Math.exp(shift);
  return { low: Math.min(seconds, center / factor), high: Math.max(seconds, center * factor) };
}

export interface Rest {
  /** The estimate of what is left. */
  readonly seconds: number;
  /** The estimate if none of the unfinished cells had begun. */
  readonly fromStart: number;
  /** How many cells one after another are left. */
  readonly inTurn: number;
  /** Finished cells of the same sweep, which show what its cells have in common. */
  readonly ownCells: number;
}

/**
 * Returns the interval around the rest of a running sweep. A running cell whose time is nearly over may still take long,
 * so the width follows from the whole time of the unfinished cells.
 */
export function intervalOfRest({ seconds, fromStart, inTurn, ownCells }: Rest, spread: Spread): Interval {
  const { betweenSweeps, withinSweeps } = spread;
  const common = 1 / (1 / betweenSweeps + ownCells / withinSweeps);
  const factor = factorOf(common + withinSweeps / Math.max(1, inTurn), spread);
  return {
    low: Math.max(0, seconds - fromStart * (1 - 1 / factor)),
    high: seconds + fromStart * (factor - 1),
  };
}
