/** Whatever depends on how fast it went. */
const TIMES = ['seconds', 'imagesPerSecond'];

const without = (row, names) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/**
 * What a cell's result and curve say of the training alone: the same, to the bit, whenever and wherever it is trained.
 * Where its weights were stored names the attempt.
 */
export function measuredOf({ final, ...result }, curve) {
  return {
    result: { ...without(result, [...TIMES, 'weights']), final: final && without(final, TIMES) },
    curve: curve.map((row) => without(row, TIMES)),
  };
}
