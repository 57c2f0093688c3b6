export interface RestartPolicy {
  /** The pause before the first restart. */
  readonly minDelayMs: number;
  /**
   * The longest pause. A process that ran longer than this counts as stable, and its next crash counts as the first.
   */
  readonly maxDelayMs: number;
}

/** The pause before the next restart, doubled with each consecutive crash. `crashes` includes this one: 1, 2, … */
export function restartDelayMs({ minDelayMs, maxDelayMs }: RestartPolicy, crashes: number): number {
  return Math.min(maxDelayMs, minDelayMs * 2 ** (crashes - 1));
}
