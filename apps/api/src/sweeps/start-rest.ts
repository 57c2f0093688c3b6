import type { Logger } from '@rote/runtime';
import { type Loop, startLoop } from '../loops/start-loop.js';

const SECOND = 1000;
/** How often cells are looked for that another process has left. */
const LOOK_MS = 5 * SECOND;

/**
 * Does the rest of changes that were too large for their request, some cells at a time. Every process does; they take turns.
 *
 * @param more changes some cells; resolves to `false` if there is nothing left to do
 */
export const startRest = (name: string, more: () => Promise<boolean>, logger: Logger): Loop =>
  startLoop({
    name,
    logger,
    lookMs: LOOK_MS,
    maxDelayMs: LOOK_MS,
    async turn(signal) {
      while (!signal.aborted && (await more()));
    },
  });
