/** `a`, `a and b`, `a, b and c`. */
export function joinTexts(texts: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const [last = '', ...others] = texts.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} ${conjunction} ${last}`;
}

/** A share in percent, with up to two decimals as needed: `12.5 %`. */
export const percentText = (share: number): string => `${String(Number((100 * share).toFixed(2)))} %`;

/** A whole number with commas: `50,000`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A count with its noun: `1 cell`, `2 cells`. */
export const countOf = (count: number, noun: string): string =>
  `${countText(count)} ${count === 1 ? noun : `${noun}s`}`;
