import { DEVICE_DEMANDS } from '@rote/domain';
import type { CellQueue } from '@rote/queue';
import type { QueuedCell, Store } from '@rote/store';

export interface FeedDeps {
  readonly store: Pick<Store, 'feed'>;
  readonly queue: Pick<CellQueue, 'add' | 'present' | 'clear'>;
  /** A worker that has not been heard of for so long is lost. */
  readonly leaseMs: number;
}

/** Jobs that wait for each slot: enough that none stands idle between two turns of the feeder. */
const JOBS_PER_SLOT = 4;
const MIN_DEPTH = 8;

/** How many cells should be queued. */
export const targetDepth = (liveSlots: number): number => Math.max(MIN_DEPTH, JOBS_PER_SLOT * liveSlots);

/**
 * Gives the cells of lost workers back, where it can be known who is lost, and tops the queue up, for the slots with a
 * GPU apart: cells that ask for one must not keep the others from CPUs. Cells that were tried before have a depth of
 * their own: a lost worker's cells do not wait until the queue has room, and run as soon as a slot is free. What counts is the cells that are queued, not
 * the jobs: those of cancelled cells lie about until a worker finds that there is nothing to claim. Cells are marked in
 * the store before they are in the queue: what is lost in between, {@link refeedLost} finds.
 */
export async function feedQueue(
  { store, queue, leaseMs }: FeedDeps,
  { mayReclaim }: { readonly mayReclaim: boolean },
): Promise<void> {
  if (mayReclaim) await store.feed.reclaimLost({ leaseMs });
  const queued = await store.feed.listQueued();
  const slots = await store.feed.liveSlots({ leaseMs });
  for (const device of DEVICE_DEMANDS) {
    // Together: a free slot must not meet a tried cell before an untried one of a higher priority is there.
    const marked: QueuedCell[] = [];
    for (const tried of [true, false]) {
      const depth = queued.filter((cell) => cell.device === device && cell.attempt > 0 === tried).length;
      const room = targetDepth(slots[device]) - depth;
      if (room > 0) marked.push(...(await store.feed.markQueued(room, device, tried)));
    }
    if (marked.length > 0) await queue.add(marked);
  }
}

/**
 * Adds again what the store has queued and the queue does not know: Redis was flushed, or lost its last second. A cell
 * that asks for a GPU by now, or no longer does, is not where it should be: it is lost, too. A cell that is claimed
 * between the two looks is added too often; its second job finds nothing to claim.
 */
export async function refeedLost({ store, queue }: FeedDeps): Promise<number> {
  const queued = await store.feed.listQueued();
  if (queued.length === 0) return 0;
  const present = new Set((await queue.present(queued)).map(({ cellId }) => cellId));
  const lost = queued.filter(({ cellId }) => !present.has(cellId));
  if (lost.length > 0) await queue.add(lost);
  return lost.length;
}

/**
 * Takes what waits back out of the queue, so that the next feeding chooses anew: a sweep of a higher priority goes
 * first at once, not after the jobs that were there before it, and no job of a cell that was taken back keeps a place
 * that it had then. Jobs that a worker has taken stay.
 */
export async function emptyQueue({ store, queue }: FeedDeps): Promise<void> {
  const queued = await store.feed.listQueued();
  await queue.clear();
  if (queued.length === 0) return;
  const taken = new Set((await queue.present(queued)).map(({ cellId }) => cellId));
  await store.feed.returnToPending(queued.map(({ cellId }) => cellId).filter((id) => !taken.has(id)));
}
