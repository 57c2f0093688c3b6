export interface RestartPolicy {
  /** The pause before the first restart. */
  readonly minDelayMs: number;
  /** The longest pause; a process that ran longer than this counts as stable, and its next crash as a first one. */
  readonly maxDelayMs: number;
}

/** The pause before the next restart: doubled with every crash in a row. `crashes` counts this one: 1, 2, … */
export function restartDelayMs({ minDelayMs, maxDelayMs }: RestartPolicy, crashes: number): number {
  return Math.min(maxDelayMs, minDelayMs * 2 ** (crashes - 1));
}
