const COUNT = new Intl.NumberFormat('en');
const PERCENT = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const countText = (count: number): string => COUNT.format(count);

/** Writes a number of things: `1 cell`, `1,200 cells`. */
export const quantityText = (count: number, singular: string, plural = `${singular}s`): string =>
  `${countText(count)} ${count === 1 ? singular : plural}`;

/** Writes a share from 0 to 1. */
export const percentText = (share: number): string => PERCENT.format(share);

/** Writes a measured number with four significant digits, whole numbers with all; NaN and infinities as words. */
export function measuredText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return countText(value).replace('-', '−');
  return Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
    ? value.toExponential(2).replace('-', '−')
    : String(Number(value.toPrecision(4))).replace('-', '−');
}
