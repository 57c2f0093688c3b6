/**
 * Smooths a curve by an exponential moving average: each value is `weight` times the average before it and `1 − weight` times
 * itself, divided by the sum of all weights so far, so that the first values are not drawn to zero. Gaps stay gaps, and the
 * average continues after them.
 *
 * @param weight from 0, which changes nothing, to less than 1
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let average = 0;
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) {
      smoothed[index] = NaN;
      continue;
    }
    average = weight * average + (1 - weight) * value;
    sum = weight * sum + (1 - weight);
    smoothed[index] = average / sum;
  }
  return smoothed;
}
