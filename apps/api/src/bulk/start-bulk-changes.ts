import { RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { ClaimedChange, Store } from '@rote/store';
import { createAlarm } from '../feeder/alarm.js';
import { createRetryLoop } from '../feeder/retry-loop.js';

export interface BulkChangesOptions {
  readonly store: Pick<Store, 'bulk' | 'sweeps'>;
  readonly logger: Logger;
  /** Called after each change. */
  readonly onChange: () => void;
}

export interface BulkChanges {
  /** Looks now. */
  nudge(): void;
  /** Finishes the change in progress, and stops. */
  stop(): Promise<void>;
}

const SECOND = 1000;
/** How often changes are looked for that another process has left. */
const LOOK_MS = 15 * SECOND;

async function change(
  { sweeps }: Pick<Store, 'sweeps'>,
  { action, sweep, priority, labels, author }: ClaimedChange,
): Promise<void> {
  switch (action) {
    case 'cancel':
      await sweeps.cancel(sweep, author);
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
 * and before it is recorded, another makes the change again, which finds nothing left to do.
 */
export function startBulkChanges({ store, logger, onChange }: BulkChangesOptions): BulkChanges {
  const stopping = new AbortController();
  const alarm = createAlarm();
  const loop = createRetryLoop({
    name: 'A bulk change',
    logger,
    minDelayMs: SECOND,
    maxDelayMs: 15 * SECOND,
  });

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
  const turn = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const [claimed] = await store.bulk.claim(1);
      if (claimed === undefined) return;
      await make(claimed);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await loop.attempt(turn);
      const delayMs = loop.delayMs();
      await (delayMs > 0 ? createAlarm() : alarm).sleep(delayMs > 0 ? delayMs : LOOK_MS, stopping.signal);
    }
  };
  const ended = run();
  return {
    nudge() {
      alarm.ring();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
