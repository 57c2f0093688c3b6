import { setImmediate } from 'node:timers/promises';

/** How long the event loop may stand still for one request. */
const TURN_MS = 5;

/**
 * What a long computation yields, with pauses in which the process answers others. Wherever the computation could pause
 * it yields `undefined` or something.
 */
export async function* inTurns<T>(steps: Iterable<T | undefined>): AsyncGenerator<T> {
  let end = performance.now() + TURN_MS;
  for (const step of steps) {
    if (step !== undefined) yield step;
    if (performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + TURN_MS;
  }
}

/** Takes what is left of a stream, for what comes of it besides. */
export async function drain(items: AsyncIterable<unknown>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
