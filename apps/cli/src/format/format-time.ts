import { formatDuration } from './format-duration.js';

/** Formats how long ago something was, for a list: `3 min ago`. */
export function formatAge(instant: string, now: Date): string {
  const seconds = (now.getTime() - new Date(instant).getTime()) / 1000;
  if (seconds < 1) return 'just now';
  return `${formatDuration(seconds).split(' ').slice(0, 2).join(' ')} ago`;
}

/** Formats an instant in the reader's time zone, in the manner of ISO 8601: `2026-11-28 14:03:12`. */
export function formatLocalTime(instant: string): string {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
