interface Wish {
  readonly type: string;
  readonly quality: number;
}

function parseWish(text: string): Wish {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** How exactly a range of media types matches one: higher is more exact, -1 is no match. */
const exactness = (range: string, type: string): number =>
  ['*/*', `${type.split('/', 1)[0] ?? ''}/*`, type].indexOf(range);

/** How much an Accept header wants a media type, from 0 (not at all) to 1. */
function qualityOf(wishes: readonly Wish[], type: string): number {
  const fitting = wishes
    .map(({ type: range, quality }) => ({ exact: exactness(range, type), quality }))
    .filter(({ exact }) => exact >= 0)
    .sort((a, b) => b.exact - a.exact);
  return fitting[0]?.quality ?? 0;
}

/**
 * Finds the media type that an Accept header (RFC 9110, section 12.5.1) wants most; among those that it wants equally, the
 * first.
 *
 * @param accept the header; a request without one takes anything
 * @param offered the best first, never empty
 * @returns undefined if it wants none of them
 */
export function negotiate<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  const wishes = (accept ?? '*/*').split(',').map(parseWish);
  const ranked = offered
    .map((type) => ({ type, quality: qualityOf(wishes, type) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.type;
}
