/**
 * Reads items in order, some of them ahead: while one is used, up to `limit` others are being read or wait to be taken.
 * When its user stops early, or a reading fails, no further one begins, and it ends when those under way have.
 *
 * @param read what it throws ends the stream, in the place of the item
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
      // It is awaited in its turn; until then, its failure is nobody's.
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
