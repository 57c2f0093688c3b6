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
  /** Indices into the filter, last first, so that the index into dy rises. Empty: the gradient is zero there. */
  readonly taps: readonly number[];
  /** The part of dy that the phase reads. */
  readonly begin: number;
  readonly length: number;
  /** Zeros before and after that part. */
  readonly padding: [number, number];
}

/**
 * Splits the input positions of an axis by what they leave modulo the stride: input position p takes part in
 * output position o through tap t where p + padBefore − t = o · stride, so a phase uses every stride-th tap.
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
    const positions = Math.ceil((inSize - first) / stride);
    const taps = Array.from({ length: filterSize }, (_, tap) => tap)
      .filter((tap) => (first + padBefore - tap) % stride === 0)
      .reverse();
    const [lastTap] = taps;
    const from = lastTap === undefined ? 0 : (first + padBefore - lastTap) / stride;
    const to = from + positions - 1 + taps.length;
    const begin = Math.min(Math.max(0, from), outSize);
    const end = Math.min(Math.max(begin, to), outSize);
    const phase = {
      first,
      step: stride,
      begin,
      length: end - begin,
      padding: [begin - from, to - end] as [number, number],
    };
    phases.push({ ...phase, taps: end > begin ? taps : [] });
  }
  return phases;
}
