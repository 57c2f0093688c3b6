const HOUR = 60;

/** How far back the charts can go, in minutes; the first is the default. */
export const SPANS = [
  [HOUR, 'hour'],
  [6 * HOUR, '6 hours'],
  [24 * HOUR, 'day'],
] as const;

/** How the workers are shown; part of the address. */
export interface WorkersSearch {
  /** One of {@link SPANS}. */
  readonly minutes?: number;
}

/** Reads the address, and ignores what it does not know. */
export const readWorkersSearch = ({ minutes }: Readonly<Record<string, unknown>>): WorkersSearch =>
  SPANS.some(([span], index) => span === minutes && index > 0) ? { minutes: Number(minutes) } : {};
