/** Median, minimum and maximum of some numbers. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Returns undefined if there are no numbers. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [min, lower] = [sorted[0], sorted[Math.floor(middle)]];
  const [max, upper] = [sorted.at(-1), sorted[Math.ceil(middle)]];
  if (min === undefined || lower === undefined || max === undefined || upper === undefined) return undefined;
  return { median: (lower + upper) / 2, min, max };
}

/** Returns the nearest of some numbers below which this percentage of them lies. */
export function percentileOf(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
