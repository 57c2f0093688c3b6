import { RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { Author, ClaimedChange, Store } from '@rote/store';
import { type Loop, startLoop } from '../loops/start-loop.js';

export interface BulkChangesOptions {
  readonly store: Pick<Store, 'bulk' | 'sweeps'>;
  readonly logger: Logger;
  /** Called after each change. */
  readonly onChange: () => void;
}

const SECOND = 1000;
/** How often changes are looked for that another process has left. */
const LOOK_MS = 15 * SECOND;

/** Cancels a sweep. One that is cancelled already is as it should be. */
async function cancel(sweeps: Store['sweeps'], sweep: string, author: Author): Promise<void> {
  try {
    await sweeps.cancel(sweep, author);
  } catch (error) {
    const isEnded = error instanceof RoteError && error.code === 'sweep-ended';
    if (!isEnded || (await sweeps.get(sweep)).state !== 'cancelled') throw error;
  }
}

async function change(
  { sweeps }: Pick<Store, 'sweeps'>,
  { action, sweep, priority, labels, author }: ClaimedChange,
): Promise<void> {
  switch (action) {
    case 'cancel':
      await cancel(sweeps, sweep, author);
      return;
    case 'pause':
      await sweeps.pause(sweep, author);
      return;
    case 'resume':
      await sweeps.resume(sweep, author);
      return;
    case 'retry':
      await sweeps.retry(sweep, {}, author);
      return;
    case 'prioritize':
      await sweeps.setPriority(sweep, priority ?? 0, author);
      return;
    case 'label':
      await sweeps.patch(sweep, { labels: labels ?? {} }, { author });
      return;
    case 'archive':
    case 'unarchive':
      await sweeps.archive(sweep, action === 'archive', author);
      return;
    default:
      throw new TypeError(`unknown action: ${JSON.stringify(action satisfies never)}`);
  }
}

/**
 * Makes bulk changes, one sweep after the other. Every process does; each sweep is claimed by one. If a process dies after a change
 * and before it is recorded, another makes the change again: cells that a retry has made pending, and that have failed since, are
 * retried once more, and everything else finds nothing left to do. When it stops, it finishes the change in progress.
 */
export function startBulkChanges({ store, logger, onChange }: BulkChangesOptions): Loop {
  const make = async (claimed: ClaimedChange): Promise<void> => {
    let refusal: string | undefined;
    try {
      await change(store, claimed);
    } catch (error) {
      if (!(error instanceof RoteError) || error.retryable || error.code === 'internal') {
        await store.bulk.release(claimed);
        throw error;
      }
      refusal = error.message;
    }
    await store.bulk.record(claimed, refusal);
    onChange();
  };
  return startLoop({
    name: 'A bulk change',
    logger,
    lookMs: LOOK_MS,
    maxDelayMs: LOOK_MS,
    async turn(signal) {
      while (!signal.aborted) {
        const [claimed] = await store.bulk.claim(1);
        if (claimed === undefined) return;
        await make(claimed);
      }
    },
  });
}
