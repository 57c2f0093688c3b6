export { countOf, countText } from '@rote/domain';

const NONE = '–';

/** A share as percent with two digits: `85.75 %`. */
export const shareText = (share: number | null): string =>
  share === null ? NONE : `${(100 * share).toFixed(2)} %`;

/** A mean share, its standard deviation and the number of cells: `85.75 ± 0.21 % (3)`. */
export function meanShareText(share: number | null, sd: number | null, n: number): string {
  if (share === null) return NONE;
  const spread = sd === null ? '' : ` ± ${(100 * sd).toFixed(2)}`;
  return `${(100 * share).toFixed(2)}${spread} % (${String(n)})`;
}

/** A number with four significant digits: `0.1234`, `12.5`, `390`. */
export const significantText = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? NONE : String(Number(value.toPrecision(4))).replace(/^-/, '−');

/** A mean of anything but shares, its standard deviation and the number of cells: `25.5 ± 1.2 (3)`. */
export const meanNumberText = (mean: number | null, sd: number | null, n: number): string =>
  mean === null
    ? NONE
    : `${significantText(mean)}${sd === null ? '' : ` ± ${significantText(sd)}`} (${String(n)})`;

const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const;

/** A time in its largest unit: `12 s`, `3.5 h`. */
export function secondsText(seconds: number): string {
  const unit = UNITS.find((each) => seconds >= each.seconds);
  return unit === undefined
    ? `${seconds.toFixed(0)} s`
    : `${(seconds / unit.seconds).toFixed(1)} ${unit.name}`;
}
