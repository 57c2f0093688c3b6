import type { Logger } from '@rote/runtime';
import type { Store } from '@rote/store';
import { type Loop, startLoop } from '../loops/start-loop.js';

const SECOND = 1000;
/** How often cells are looked for that another process has left. */
const LOOK_MS = 5 * SECOND;

/** Deletes the cells of deleted sweeps, some at a time. Every process does; they take turns. */
export const startDeleting = ({
  store,
  logger,
}: {
  readonly store: Pick<Store, 'sweeps'>;
  readonly logger: Logger;
}): Loop =>
  startLoop({
    name: 'Deleting the cells of a sweep',
    logger,
    lookMs: LOOK_MS,
    maxDelayMs: LOOK_MS,
    async turn(signal) {
      while (!signal.aborted && (await store.sweeps.deleteMore()));
    },
  });
