/** Calls all who listen. */
export interface Bell<Value> {
  readonly ring: (value: Value) => void;
  /** Returns a function that ends it. */
  readonly listen: (listener: (value: Value) => void) => () => void;
}

export function createBell<Value>(): Bell<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    ring: (value) => {
      for (const listener of listeners) listener(value);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
