const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Writes seconds with the one or two units that matter: `2 h 5 min`. */
export function durationText(seconds: number): string {
  if (seconds < 1) return `${String(Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < MINUTE) return `${String(Math.round(seconds))} s`;
  const [large, unit, small, smallUnit] =
    seconds < HOUR
      ? ([MINUTE, 'min', 1, 's'] as const)
      : seconds < DAY
        ? ([HOUR, 'h', MINUTE, 'min'] as const)
        : ([DAY, 'd', HOUR, 'h'] as const);
  const whole = Math.round(seconds / small) * small;
  const rest = Math.round((whole % large) / small);
  const first = `${String(Math.floor(whole / large))} ${unit}`;
  return rest === 0 ? first : `${first} ${String(rest)} ${smallUnit}`;
}

/** The clock of a page ticks this often. */
const NOW = 10;

/** Writes how long ago or how far ahead an instant is. */
export function relativeText(instant: string, nowMs: number): string {
  const seconds = (Date.parse(instant) - nowMs) / 1000;
  if (Math.abs(seconds) <= NOW) return 'just now';
  const text = durationText(Math.abs(seconds));
  return seconds <= 0 ? `${text} ago` : `in ${text}`;
}
