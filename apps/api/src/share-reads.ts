interface ShareOptions {
  /**
   * Whether those who ask during a read get its answer, which is older than their question: for reads that take minutes, after which
   * the next would come too late. Default: false.
   */
  readonly joinsRunning?: boolean;
}

/**
 * Returns a function whose callers share a read if they ask for the same at once: it costs no more if many tabs show one sweep. None
 * gets what was read before they asked: those who ask during a read share the next one.
 *
 * @param read reads what is asked for: a value that JSON has
 */
export function shareReads<Asked, Value>(
  read: (asked: Asked) => Promise<Value>,
  { joinsRunning = false }: ShareOptions = {},
): (asked: Asked) => Promise<Value> {
  const running = new Map<string, Promise<Value>>();
  const next = new Map<string, Promise<Value>>();
  const start = (key: string, asked: Asked): Promise<Value> => {
    const reading = read(asked).finally(() => {
      if (running.get(key) === reading) running.delete(key);
    });
    running.set(key, reading);
    return reading;
  };
  return (asked) => {
    const key = JSON.stringify(asked);
    const current = running.get(key);
    if (current === undefined) return start(key, asked);
    if (joinsRunning) return current;
    const begin = (): Promise<Value> => {
      next.delete(key);
      return start(key, asked);
    };
    const following = next.get(key) ?? current.then(begin, begin);
    next.set(key, following);
    return following;
  };
}
