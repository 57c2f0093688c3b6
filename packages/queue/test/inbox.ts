/** Collects what arrives, in order, for a test to await one by one. */
export interface Inbox<T> {
  put(item: T): void;
  next(): Promise<T>;
  /** Arrived but not yet taken. */
  readonly size: number;
}

export function createInbox<T>(): Inbox<T> {
  const items: T[] = [];
  const takers: ((item: T) => void)[] = [];
  return {
    put(item) {
      const taker = takers.shift();
      if (taker === undefined) items.push(item);
      else taker(item);
    },
    async next() {
      return items.length > 0
        ? (items.shift() as T)
        : await new Promise<T>((resolve) => takers.push(resolve));
    },
    get size() {
      return items.length;
    },
  };
}
