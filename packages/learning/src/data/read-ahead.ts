/**
 * Reads items in order and ahead: while the consumer uses one item, up to `limit` others are being read or wait for it.
 * If the consumer stops early or a read fails, no further read starts, and the stream ends once the pending reads have
 * ended.
 *
 * @param read reads an item; if it throws, the stream throws in place of that item
 * @param limit 1 or more
 */
export async function* readAhead<I, T>(
  items: readonly I[],
  read: (item: I) => Promise<T>,
  limit: number,
): AsyncGenerator<T, void, undefined> {
  const underWay: Promise<T>[] = [];
  let next = 0;
  const begin = (): void => {
    while (underWay.length < limit && next < items.length) {
      const reading = read(items[next++]!);
      // It is awaited later, in its turn; until then its rejection must not count as unhandled.
      reading.catch(() => undefined);
      underWay.push(reading);
    }
  };
  try {
    begin();
    while (underWay.length > 0) {
      yield await underWay.shift()!;
      begin();
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
