/** What of an epoch does not depend on how fast it went. */
const withoutTimes = ({ seconds: _seconds, imagesPerSecond: _imagesPerSecond, ...measured }) => measured;

/** What a cell's result and curve say of the training alone: the same, to the bit, whenever and wherever it is trained. */
export function measuredOf(result, curve) {
  const { final, ...rest } = withoutTimes(result);
  // Which copy of the weights was kept names the attempt.
  delete rest.weights;
  return { result: { ...rest, final: final && withoutTimes(final) }, curve: curve.map(withoutTimes) };
}
