/**
 * Places for labels beside the points they name: as near as can be, in the same order, none nearer to the next than
 * `gap`, and within the limits where there is room for all.
 *
 * @param wanted where each label would be best, in pixels
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
