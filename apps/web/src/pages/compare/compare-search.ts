/** What is compared; part of the address. */
export interface CompareSearch {
  /** Ids of sweeps; the others are compared with the first. */
  readonly sweeps?: readonly string[];
  /** The key of a metric. */
  readonly metric?: string;
}

/** Reads the address, and ignores what it does not know. */
export const readCompareSearch = ({ sweeps, metric }: Readonly<Record<string, unknown>>): CompareSearch => ({
  ...(Array.isArray(sweeps) && { sweeps: sweeps.map(String) }),
  ...(typeof metric === 'string' && { metric }),
});
