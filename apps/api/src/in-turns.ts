import { setImmediate } from 'node:timers/promises';

/** How long one request may block the event loop. */
const TURN_MS = 5;

/**
 * Yields what a long computation yields, as a list for each turn, with pauses in which the process answers others. The
 * computation yields undefined or a value wherever it could pause.
 */
export async function* inTurns<T>(steps: Iterable<T | undefined>): AsyncGenerator<readonly T[]> {
  let turn: T[] = [];
  let end = performance.now() + TURN_MS;
  for (const step of steps) {
    if (step !== undefined) turn.push(step);
    if (performance.now() < end) continue;
    yield turn;
    turn = [];
    await setImmediate();
    end = performance.now() + TURN_MS;
  }
  yield turn;
}

/** Consumes the rest of a stream for its side effects. */
export async function drain(items: AsyncIterable<unknown>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
