/**
 * Returns positions for labels beside the points they name: as near as possible, in the same order, at least `gap`
 * apart, and within the limits if there is room for all.
 *
 * @param wanted the best position of each label, in pixels
 */
export function spreadLabels(
  wanted: readonly number[],
  { gap, top, bottom }: { readonly gap: number; readonly top: number; readonly bottom: number },
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const places: number[] = [];
  let least = top;
  for (const index of order) {
    const place = Math.max(least, wanted[index]!);
    places.push(place);
    least = place + gap;
  }
  let most = bottom;
  for (let rank = places.length - 1; rank >= 0; rank--) {
    places[rank] = Math.max(top + rank * gap, Math.min(places[rank]!, most));
    most = places[rank]! - gap;
  }
  const placeOf = new Map(order.map((index, rank) => [index, places[rank]!]));
  return wanted.map((_, index) => placeOf.get(index)!);
}
