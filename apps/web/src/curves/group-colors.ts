/** Okabe and Ito’s colors, which people with any kind of color vision can distinguish; made lighter for a dark page. */
const DISTINCT = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b88000', '#56b4e9', '#1c1e22'],
  dark: ['#5aa9e6', '#ff9152', '#35c79b', '#e3a3c8', '#f0b93a', '#a5dcff', '#e9e7e1'],
} as const;

/** From small to large, by lightness too. */
const RAMP = {
  light: ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151'],
  dark: ['#7b6be0', '#4f93dd', '#3fbfb0', '#a3dc6a', '#fde725'],
} as const;

const channelsOf = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Returns the color at a place of a ramp, from 0 to 1. */
function rampColor(stops: readonly string[], share: number): string {
  const place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [channelsOf(stops[index]!), channelsOf(stops[index + 1]!)];
  const mixed = from.map((channel, at) => Math.round(channel + (to[at]! - channel) * (place - index)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Returns a color for each group. A few groups have distinct colors; many, if all are numbers, a ramp from small to large. Colors
 * of many other groups repeat, so nothing may be told only by color.
 */
export function colorGroups(
  groups: readonly string[],
  scheme: 'light' | 'dark',
): ReadonlyMap<string, string> {
  const distinct = [...new Set(groups)];
  const palette = DISTINCT[scheme];
  const numbers = distinct.map(Number);
  if (distinct.length <= palette.length || numbers.some(Number.isNaN))
    return new Map(distinct.map((group, index) => [group, palette[index % palette.length]!]));
  const ranks = [...numbers].sort((a, b) => a - b);
  return new Map(
    distinct.map((group, index) => [
      group,
      rampColor(RAMP[scheme], ranks.indexOf(numbers[index]!) / (ranks.length - 1)),
    ]),
  );
}
