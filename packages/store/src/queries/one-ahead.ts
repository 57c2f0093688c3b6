/** Yields items, and asks for the next one while the reader works with this one. */
export async function* oneAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done === true) return;
      next = iterator.next();
      next.catch(() => undefined); // thrown when it is awaited, if it ever is
      yield item.value;
    }
  } finally {
    await iterator.return?.();
  }
}
