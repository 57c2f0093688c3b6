import type { DeviceRequirement } from '@rote/domain';
import { priorityOf } from '../cells/active-sweep.js';
import { preempt } from './preempt.js';
import type { Database } from '../database/database.js';
import { deviceRequirement } from '../cells/device-requirement.js';
import { recordFailures } from '../attempts/failed-attempts.js';
import { Prisma } from '../generated/client.js';
import type { Leadership } from './leadership.js';
import { tryToLead } from './leadership.js';
import { markQueued, type Selection } from './mark-queued.js';
import { CELL_TITLE, type QueuedCell } from './queued-cell.js';
import { JOIN_SWEEPS } from './sweep-clocks.js';
import { lockAdmission } from '../projects/admission.js';
import { ADVANCE_IDLE_CLOCKS } from '../projects/fair-clocks.js';
import { findPendingChange, markChangeDispatched } from '../sweeps/sweep-changes.js';

/** The operations that the feeder and the queue's reconciler need. */
export interface FeedStore {
  /**
   * Tries once to become the only feeder; aborting `signal` gives up the lead. Resolves to undefined if another process
   * leads.
   */
  lead(signal: AbortSignal): Promise<Leadership | undefined>;
  /**
   * Selects at most `limit` pending cells and marks them queued, each for a project whose quotas have room for it: the
   * highest priority first; among equal priorities, cells that have been tried before, then by the projects' shares
   * (`FAIR_CLOCKS`); within a project, those of the sweep that has had the least time of slots (`SWEEP_CLOCKS`); within a
   * sweep, by position.
   *
   * @param device selects only cells that ask for this; cells for a GPU rank among the sweeps that ask for one
   * @param tried selects only cells that have been tried before, or only those that have not
   */
  markQueued(limit: number, device?: DeviceRequirement, tried?: boolean): Promise<readonly QueuedCell[]>;
  /** Does the same for several selections, one after the other, in one transaction; returns the cells of each. */
  markEach(selections: readonly Selection[]): Promise<readonly (readonly QueuedCell[])[]>;
  listQueued(): Promise<readonly QueuedCell[]>;
  /**
   * Notes where the clocks of sweeps that join begin. If there is more than one project, also returns queued cells of projects
   * whose slot-hours are used up to pending, and advances the clocks of projects that wait for no slot. Before the queue is filled.
   */
  settleClocks(): Promise<void>;
  /** Returns those of the cells that are still queued to pending. */
  returnToPending(ids: readonly string[]): Promise<void>;
  /** Takes running cells from workers that stopped or were silent for `leaseMs`; returns how many. */
  reclaimLost(options: { readonly leaseMs: number }): Promise<number>;
  /**
   * Asks running cells to yield to waiting cells of a higher priority: as many as there are waiting cells without a
   * slot on a worker heard from within `leaseMs`. Returns how many were asked. Their workers learn of it through
   * `AttemptStore.review`.
   */
  preempt(options: { readonly leaseMs: number }): Promise<number>;
  /**
   * Returns the number of the last change that a person made to a sweep; undefined if the queue has been filled since.
   */
  pendingChange(): Promise<number | undefined>;
  /** Marks this change and all earlier ones as dispatched to the queue. */
  markDispatched(change: number): Promise<void>;
  /** Returns the slots of live workers for each device requirement: all for `any`, those with a GPU for `gpu`. */
  liveSlots(options: { readonly leaseMs: number }): Promise<Readonly<Record<DeviceRequirement, number>>>;
}

export function createFeedStore(
  { client, transaction }: Database,
  { databaseUrl }: { readonly databaseUrl: string },
): FeedStore {
  return {
    lead: (signal) => tryToLead(databaseUrl, signal),
    markQueued: (limit, device, tried) =>
      transaction(async (tx) => {
        await lockAdmission(tx);
        return markQueued(tx, { limit, device, tried });
      }),
    markEach: (selections) =>
      transaction(async (tx) => {
        await lockAdmission(tx);
        const marked: (readonly QueuedCell[])[] = [];
        for (const selection of selections) marked.push(await markQueued(tx, selection));
        return marked;
      }),
    listQueued: () =>
      client.$queryRaw<QueuedCell[]>`
        SELECT c.id AS "cellId", c.attempt, c.queued_at AS "queuedAt", ${CELL_TITLE} AS title,
          coalesce(${priorityOf(Prisma.sql`c.id`)}, 0) AS priority, ${deviceRequirement(Prisma.sql`c.id`)} AS device
        FROM cells c WHERE c.state = 'queued' ORDER BY c.queued_at, c.id`,
    async settleClocks() {
      await client.$executeRaw(JOIN_SWEEPS);
      if ((await client.project.count()) === 1) return;
      await client.$executeRaw`
        UPDATE cells SET state = 'pending', queued_at = NULL WHERE id IN (
          SELECT c.id FROM cells c JOIN project_usage u ON u.project = c.project
          WHERE c.state = 'queued' AND u.slot_hours_used >= u.slot_hours ORDER BY c.id FOR NO KEY UPDATE OF c)`;
      await client.$executeRaw(ADVANCE_IDLE_CLOCKS);
    },
    async returnToPending(ids) {
      await client.$executeRaw`
        UPDATE cells SET state = 'pending', queued_at = NULL WHERE id IN (
          SELECT id FROM cells WHERE id = ANY(${[...ids]}::text[]) AND state = 'queued'
          ORDER BY id FOR NO KEY UPDATE)`;
    },
    reclaimLost: ({ leaseMs }) =>
      transaction(async (tx) => {
        const lost = await tx.$queryRaw<{ cellId: string; message: string }[]>`
          SELECT c.id AS "cellId",
            'worker ' || w.id || ' on ' || w.host ||
              CASE WHEN w.stopped_at IS NULL THEN ' was no longer heard from' ELSE ' has stopped' END AS message
          FROM cells c JOIN workers w ON w.id = c.worker_id
          WHERE c.state = 'running'
            AND (w.stopped_at IS NOT NULL OR w.last_seen_at < now() - ${leaseMs} * interval '1 millisecond')
          ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED`;
        await recordFailures(
          tx,
          lost.map((cell) => ({ ...cell, class: 'lost-worker' as const })),
        );
        return lost.length;
      }),
    async preempt({ leaseMs }) {
      // GPUs first: the slots they leave free also count for any device.
      const ofGpus = await preempt(client, 'gpu', leaseMs);
      return ofGpus + (await preempt(client, 'any', leaseMs));
    },
    pendingChange: () => findPendingChange(client),
    markDispatched: (change) => markChangeDispatched(client, change),
    async liveSlots({ leaseMs }) {
      const [sums] = await client.$queryRaw<Record<DeviceRequirement, number>[]>`
        SELECT coalesce(sum(slots), 0)::int AS "any",
          coalesce(sum(slots) FILTER (WHERE device = 'gpu'), 0)::int AS gpu
        FROM workers
        WHERE stopped_at IS NULL AND last_seen_at >= now() - ${leaseMs} * interval '1 millisecond'`;
      return sums ?? { any: 0, gpu: 0 };
    },
  };
}
