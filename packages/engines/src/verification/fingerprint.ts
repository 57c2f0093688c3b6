/** Two numbers that represent a tensor: its length as a vector, and its projection onto a fixed direction. */
export type Fingerprint = readonly [norm: number, projection: number];

/** A permutation of the values or a change of one sign shows in the projection, a change of scale in both. */
export function computeFingerprint(values: ArrayLike<number>): Fingerprint {
  let squares = 0;
  let projection = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    squares += value * value;
    projection += value * (((i * 31) % 17) - 8);
  }
  return [Math.sqrt(squares), projection / 8];
}

/** The distance of two fingerprints relative to the expected norm; NaN if one of them contains NaN. */
export function relativeDistance(actual: Fingerprint, expected: Fingerprint): number {
  const scale = Math.max(expected[0], Number.EPSILON);
  return Math.max(Math.abs(actual[0] - expected[0]), Math.abs(actual[1] - expected[1])) / scale;
}
