import { DEVICE_REQUIREMENTS } from '@rote/domain';
import type { CellQueue } from '@rote/queue';
import type { Store } from '@rote/store';
import type { QueueDepths } from './queue-depths.js';

export interface FeedDeps {
  readonly store: Pick<Store, 'feed'>;
  readonly queue: Pick<CellQueue, 'add' | 'present' | 'clear'>;
  /** A worker counts as lost after this long without a sign of life. */
  readonly leaseMs: number;
}

/**
 * Takes back the cells of lost workers, if it is certain which are lost, and tops the queue up, separately for slots with
 * a GPU: cells that ask for one must not keep the others from CPUs. Cells that were tried before have a separate depth, so
 * a lost worker's cells do not wait for room in the queue, and run as soon as a slot is free. It counts queued cells, not
 * jobs: jobs of cancelled cells stay in the queue until a worker tries to claim them. Cells are marked in the store before
 * they enter the queue; {@link refeedLost} recovers jobs lost in between.
 */
async function topUp(
  { store, queue, leaseMs }: FeedDeps,
  { mayReclaim, depths }: { readonly mayReclaim: boolean; readonly depths: QueueDepths },
): Promise<void> {
  if (mayReclaim) await store.feed.reclaimLost({ leaseMs });
  await store.feed.settleClocks();
  const [queued, slots] = await Promise.all([store.feed.listQueued(), store.feed.liveSlots({ leaseMs })]);
  const kinds = DEVICE_REQUIREMENTS.flatMap((device) =>
    [true, false].map((tried) => {
      const name = `${device}, ${tried ? 'tried' : 'untried'}`;
      const depth = queued.filter((cell) => cell.device === device && cell.attempt > 0 === tried).length;
      return { device, tried, name, depth, limit: depths.aim(name, depth, slots[device]) - depth };
    }),
  );
  const lacking = kinds.filter(({ limit }) => limit > 0);
  const marked = lacking.length > 0 ? await store.feed.markEach(lacking) : [];
  for (const [index, more] of marked.entries()) lacking[index]!.depth += more.length;
  for (const { name, depth } of kinds) depths.note(name, depth);
  // Together: a free slot must not find a tried cell before an untried one of a higher priority is there.
  const cells = marked.flat();
  if (cells.length > 0) await queue.add(cells);
}

/**
 * One turn of the feeder: if a person has changed something since the queue was filled, chooses again what is in it; then tops it up.
 */
export async function fillQueue(
  deps: FeedDeps,
  { mayReclaim, depths }: { readonly mayReclaim: boolean; readonly depths: QueueDepths },
): Promise<void> {
  const { feed } = deps.store;
  const change = await feed.pendingChange();
  if (change !== undefined) {
    await emptyQueue(deps);
    depths.forget();
  }
  await topUp(deps, { mayReclaim, depths });
  if (change !== undefined) await feed.markDispatched(change);
}

/**
 * Adds jobs again for cells that are queued in the store but not in the queue: Redis was flushed, or lost its last second.
 * If a cell has begun or ceased to ask for a GPU, its job is in the wrong place, and it counts as lost too. A cell that is
 * claimed between the two looks gets an extra job, whose claim then fails.
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
 * Takes waiting jobs out of the queue, so that the next turn chooses again: a sweep of a higher priority goes first at
 * once, not after the jobs that were already there, and no job keeps the place that it had before its cell was taken back.
 * Jobs that a worker has taken stay.
 */
async function emptyQueue({ store, queue }: FeedDeps): Promise<void> {
  const queued = await store.feed.listQueued();
  await queue.clear();
  if (queued.length === 0) return;
  const taken = new Set((await queue.present(queued)).map(({ cellId }) => cellId));
  await store.feed.returnToPending(queued.map(({ cellId }) => cellId).filter((id) => !taken.has(id)));
}
