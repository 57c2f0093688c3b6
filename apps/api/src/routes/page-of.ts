import type { FastifyReply } from 'fastify';
import { encodeCursor } from './cursor.js';

/** A page in the API's answer; both links are null on the last one. */
export interface Page<View> {
  readonly items: View[];
  /** The address of the next page. */
  readonly next: string | null;
  /** The value of the parameter `cursor` for the next page. */
  readonly nextCursor: string | null;
}

export interface PageOptions<Item, View> {
  readonly limit: number;
  readonly view: (item: Item) => View;
  /** The place of an item in the list: the next page begins after it. */
  readonly placeOf: (item: Item) => string | number;
  /** The address of the list. */
  readonly path: string;
  /** The parameters of the request that apply to each page. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Gets a Link header (RFC 8288) if there is a next page. */
  readonly reply: Pick<FastifyReply, 'header'>;
}

/**
 * Returns the page of the first `limit` items.
 *
 * @param items one more than fit on the page, if there are that many: this shows that there is a next page
 */
export function pageOf<Item, View>(
  items: readonly Item[],
  { limit, view, placeOf, path, query = {}, reply }: PageOptions<Item, View>,
): Page<View> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (items.length <= limit || last === undefined)
    return { items: shown.map(view), next: null, nextCursor: null };
  const nextCursor = encodeCursor(placeOf(last));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of value === undefined ? [] : [value].flat()) search.append(name, String(each));
  search.set('limit', String(limit));
  search.set('cursor', nextCursor);
  const next = `${path}?${search.toString()}`;
  void reply.header('link', `<${next}>; rel="next"`);
  return { items: shown.map(view), next, nextCursor };
}
