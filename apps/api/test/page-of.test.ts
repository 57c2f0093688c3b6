import { InvalidInputError } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { decodeCursor, decodeNumberCursor, encodeCursor } from '../src/routes/cursor.js';
import { pageOf } from '../src/routes/page-of.js';

/** Returns a page of numbers, with the headers that its answer gets. */
function pageOfThings(items: readonly number[]) {
  const headers: Record<string, unknown> = {};
  const reply = {
    header(name: string, value: unknown) {
      headers[name] = value;
      return this as never;
    },
  };
  const page = pageOf(items, {
    limit: 2,
    view: (item) => `#${item}`,
    placeOf: (item) => item,
    path: '/things',
    query: { state: 'new', name: undefined },
    reply,
  });
  return { page, headers };
}

describe('pageOf', () => {
  it('has no next page if everything fits', () => {
    const last = { next: null, nextCursor: null };
    expect(pageOfThings([])).toEqual({ page: { items: [], ...last }, headers: {} });
    expect(pageOfThings([1, 2])).toEqual({ page: { items: ['#1', '#2'], ...last }, headers: {} });
  });

  it('links to the page after its last item, with the same filters', () => {
    const { page, headers } = pageOfThings([1, 2, 3]);
    expect(page.items).toEqual(['#1', '#2']);
    expect(page.next).toBe(`/things?state=new&limit=2&cursor=${page.nextCursor ?? ''}`);
    expect(headers).toEqual({ link: `<${page.next ?? ''}>; rel="next"` });
    expect(decodeNumberCursor(page.nextCursor ?? '')).toBe(2);
  });
});

describe('a cursor', () => {
  it.each(['', '2147483648', '-1', '1e3', '01', ' 1', 'x', '9'.repeat(40)])(
    'is not accepted for a number if it was made from %j',
    (place) => {
      expect(() => decodeNumberCursor(encodeCursor(place))).toThrow(InvalidInputError);
    },
  );

  it.each(['MQ==', 'M', 'MR', '//', '12'])('is rejected if it was made up: %s', (cursor) => {
    expect(() => decodeCursor(cursor, () => true)).toThrow(InvalidInputError);
  });
});
