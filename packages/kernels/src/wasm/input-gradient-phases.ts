/** One axis of a convolution. */
export interface ConvolvedAxis {
  readonly inSize: number;
  readonly outSize: number;
  readonly filterSize: number;
  readonly stride: number;
  readonly padBefore: number;
}

/** The input positions `first, first + step, …` of an axis, whose gradient is one convolution of dy with `taps`. */
export interface AxisPhase {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  /** Indices into the filter, last first, so that the index into dy ascends. If empty, the gradient is zero there. */
  readonly taps: readonly number[];
  /** Zeros before dy with which the convolution starts; if negative, this much of dy is skipped. */
  readonly padBefore: number;
}

/**
 * Splits the input positions of an axis by their remainder modulo the stride. Input position p takes part in output
 * position o through tap t if p + padBefore − t = o · stride, so a phase uses every stride-th tap.
 */
export function computePhases({
  inSize,
  outSize,
  filterSize,
  stride,
  padBefore,
}: ConvolvedAxis): AxisPhase[] {
  const phases: AxisPhase[] = [];
  for (let first = 0; first < Math.min(stride, inSize); first++) {
    const count = Math.ceil((inSize - first) / stride);
    const taps = Array.from({ length: filterSize }, (_, tap) => tap)
      .filter((tap) => (first + padBefore - tap) % stride === 0)
      .reverse();
    const [lastTap] = taps;
    const from = lastTap === undefined ? 0 : (first + padBefore - lastTap) / stride;
    const reachesDy = from < outSize && from + count - 1 + taps.length > 0;
    phases.push({ first, step: stride, count, taps: reachesDy ? taps : [], padBefore: -from });
  }
  return phases;
}
