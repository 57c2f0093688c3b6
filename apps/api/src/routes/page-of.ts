/** A page as the API answers it; `next` is the address of the next one, or `null` on the last. */
export interface Page<View> {
  readonly items: View[];
  readonly next: string | null;
}

export interface PageOptions<Item, View> {
  readonly limit: number;
  readonly view: (item: Item) => View;
  /** Path and query of the page that begins after an item. */
  readonly address: (
    last: Item,
  ) => readonly [path: string, query: Readonly<Record<string, string | number | undefined>>];
}

/**
 * The page of the first `limit` items.
 *
 * @param items one more than fit on the page, where there are so many: that is how it knows of a next page
 */
export function pageOf<Item, View>(
  items: readonly Item[],
  { limit, view, address }: PageOptions<Item, View>,
): Page<View> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (items.length <= limit || last === undefined) return { items: shown.map(view), next: null };
  const [path, query] = address(last);
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return { items: shown.map(view), next: `${path}?${search.toString()}` };
}
