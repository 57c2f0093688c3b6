import { formatDuration } from './format-duration.js';

/** Two ends of an interval, in seconds. */
export interface SecondsInterval {
  readonly low: number;
  readonly high: number;
}

/** Formats an interval of seconds: `1 min to 3 min`; empty without one. */
export const formatInterval = (interval: SecondsInterval | null | undefined): string =>
  interval === null || interval === undefined
    ? ''
    : `${formatDuration(interval.low)} to ${formatDuration(interval.high)}`;
