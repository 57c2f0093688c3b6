import { RoteError } from '@rote/domain';

interface DrawingOptions {
  /** Whether the drawing will not change, so that it may be kept. */
  readonly isFinal: boolean;
}

export interface DrawingDesk {
  /**
   * Returns a drawing: a kept one, one that is already being made for another request, or a new one when its turn comes.
   *
   * @param key identifies everything that it is drawn from
   * @throws RoteError `service-unavailable` if too many are waiting already
   */
  draw<T>(key: string, options: DrawingOptions, make: () => Promise<T>): Promise<T>;
}

export interface DrawingDeskOptions {
  /** Maximum number of drawings waiting for their turn. Default: 50. */
  readonly maxWaiting?: number;
  /** Maximum number of drawings kept. Default: 32. */
  readonly maxKept?: number;
}

/** Makes one drawing at a time, because each takes a database connection and a core for seconds. */
export function createDrawingDesk({ maxWaiting = 50, maxKept = 32 }: DrawingDeskOptions = {}): DrawingDesk {
  const underWay = new Map<string, Promise<unknown>>();
  const kept = new Map<string, unknown>();
  let last: Promise<unknown> = Promise.resolve();

  const keep = (key: string, drawing: unknown): void => {
    kept.delete(key);
    kept.set(key, drawing);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  };

  const inTurn = <T>(make: () => Promise<T>): Promise<T> => {
    const turn = last.then(make);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    async draw<T>(key: string, { isFinal }: DrawingOptions, make: () => Promise<T>): Promise<T> {
      // A key always stands for one type of drawing, which it names.
      if (kept.has(key)) {
        const drawing = kept.get(key) as T;
        keep(key, drawing);
        return drawing;
      }
      const shared = underWay.get(key) as Promise<T> | undefined;
      if (shared !== undefined) return await shared;
      if (underWay.size > maxWaiting)
        throw new RoteError('service-unavailable', 'Too many reports and figures are being drawn.', {
          retryable: true,
        });
      const drawing = inTurn(make);
      underWay.set(key, drawing);
      try {
        const made = await drawing;
        if (isFinal) keep(key, made);
        return made;
      } finally {
        underWay.delete(key);
      }
    },
  };
}
