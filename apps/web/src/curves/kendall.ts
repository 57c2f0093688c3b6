/** Counts the pairs of equal values in an order in which equal ones are neighbors. */
function tiedPairs(count: number, areEqual: (index: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let index = 1; index <= count; index++) {
    if (index < count && areEqual(index)) run += 1;
    else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Counts the pairs that are in the wrong order, and sorts the values (merge sort). */
function countInversions(values: Float64Array): number {
  let from: Float64Array = values;
  let into: Float64Array = new Float64Array(values.length);
  let inversions = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) into[at] = from[left++]!;
        else {
          inversions += middle - left;
          into[at] = from[right++]!;
        }
      }
    }
    [from, into] = [into, from];
  }
  return inversions;
}

/** Kendall’s rank correlation, and over how many pairs of values. */
export interface Correlation {
  readonly count: number;
  /** −1 to 1; NaN if all values of one list are tied. */
  readonly tau: number;
}

/**
 * Returns Kendall’s tau-b of two lists of the same length (Knight 1966: n log n). Values that are not finite do not count.
 */
export function kendallTau(x: ArrayLike<number>, y: ArrayLike<number>): Correlation {
  const kept = Array.from(x, (_, index) => index).filter(
    (index) => Number.isFinite(x[index]!) && Number.isFinite(y[index]!),
  );
  kept.sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  const count = kept.length;
  const xAt = (index: number): number => x[kept[index]!]!;
  const yAt = (index: number): number => y[kept[index]!]!;
  const tiedX = tiedPairs(count, (index) => xAt(index) === xAt(index - 1));
  const tiedBoth = tiedPairs(
    count,
    (index) => xAt(index) === xAt(index - 1) && yAt(index) === yAt(index - 1),
  );
  const heights = Float64Array.from(kept, (index) => y[index]!);
  const sorted = heights.slice().sort();
  const tiedY = tiedPairs(count, (index) => sorted[index] === sorted[index - 1]);
  const pairs = (count * (count - 1)) / 2;
  const discordant = countInversions(heights);
  const tau =
    (pairs - tiedX - tiedY + tiedBoth - 2 * discordant) / Math.sqrt((pairs - tiedX) * (pairs - tiedY));
  return { count, tau: Number.isFinite(tau) ? tau : NaN };
}
