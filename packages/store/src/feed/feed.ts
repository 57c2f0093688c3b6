import type { DeviceRequirement } from '@rote/domain';
import { priorityOf } from '../cells/active-sweep.js';
import { preempt } from './preempt.js';
import type { Database } from '../database/database.js';
import { deviceRequirement } from '../cells/device-requirement.js';
import { recordFailures } from '../attempts/failed-attempts.js';
import { Prisma } from '../generated/client.js';
import type { Leadership } from './leadership.js';
import { tryToLead } from './leadership.js';
import { eligibleFor } from './eligible-cells.js';
import { findPendingChange, markChangeDispatched } from '../sweeps/sweep-changes.js';

export interface QueuedCell {
  readonly cellId: string;
  /** Previous attempts; the claim must give the same number. */
  readonly attempt: number;
  /** The highest priority of the active sweeps that contain the cell. */
  readonly priority: number;
  /** `gpu`: an active sweep that contains the cell asks for one. */
  readonly device: DeviceRequirement;
  readonly queuedAt: Date;
  /** Its title in tools that show the queue: `mlp-1x512 · random-labels · seed 3`. */
  readonly title: string;
}

/** The title of a row of `cells`. */
const TITLE = Prisma.sql`concat_ws(' · ', c.architecture, c.corruption, nullif(c.regularizer, 'none'),
  'seed ' || (c.spec ->> 'seed'))`;

/** The operations that the feeder and the queue's reconciler need. */
export interface FeedStore {
  /**
   * Tries once to become the only feeder; aborting `signal` gives up the lead. Resolves to undefined if another process
   * leads.
   */
  lead(signal: AbortSignal): Promise<Leadership | undefined>;
  /**
   * Selects at most `limit` pending cells and marks them queued: the highest priority first; among equal priorities,
   * cells that have been tried before, then those of the sweep with the fewest cells queued and running; within a
   * sweep, by position.
   *
   * @param device selects only cells that ask for this; cells for a GPU rank among the sweeps that ask for one
   * @param tried selects only cells that have been tried before, or only those that have not
   */
  markQueued(limit: number, device?: DeviceRequirement, tried?: boolean): Promise<readonly QueuedCell[]>;
  listQueued(): Promise<readonly QueuedCell[]>;
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
    // Each active sweep offers its next `limit` cells, numbered from those it has in progress. A cell that two sweeps
    // offer counts for the better offer.
    markQueued: (limit, device, tried) => {
      const eligible = eligibleFor(device);
      const wanted = tried === undefined ? Prisma.empty : Prisma.sql`AND m.tried = ${tried}`;
      return client.$queryRaw<QueuedCell[]>`
        WITH active AS (
          SELECT s.id, s.priority, s.created_at, (
            SELECT count(*) FROM sweep_cells u WHERE u.sweep_id = s.id AND u.state IN ('queued', 'running')
          ) AS under_way
          FROM sweeps s
          WHERE ${eligible.sweeps}
            AND EXISTS (SELECT FROM sweep_cells p WHERE p.sweep_id = s.id AND p.state = 'pending')
        ), offers AS (
          SELECT next.cell_id, active.priority, active.created_at, next.tried, next.position,
            active.under_way + row_number() OVER (PARTITION BY active.id ORDER BY next.tried DESC, next.position) AS rank
          FROM active CROSS JOIN LATERAL (
            SELECT m.cell_id, m.tried, m.position FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
            WHERE m.sweep_id = active.id AND m.state = 'pending' AND c.available_at <= now() AND ${eligible.cells} ${wanted}
            ORDER BY m.tried DESC, m.position LIMIT ${limit}
          ) next
        ), best AS (
          SELECT DISTINCT ON (cell_id) * FROM offers ORDER BY cell_id, priority DESC, rank, created_at
        ), chosen AS (
          SELECT c.id, best.priority, best.tried, best.rank, best.created_at, best.position
          FROM best JOIN cells c ON c.id = best.cell_id
          WHERE c.state = 'pending'
          ORDER BY best.priority DESC, best.tried DESC, best.rank, best.created_at, best.position
          LIMIT ${limit}
          FOR NO KEY UPDATE OF c SKIP LOCKED
        ), marked AS (
          UPDATE cells c SET state = 'queued', queued_at = now() FROM chosen WHERE c.id = chosen.id
          RETURNING c.id, c.attempt, c.queued_at, ${TITLE} AS title, chosen.priority, chosen.tried, chosen.rank, chosen.created_at,
            chosen.position
        )
        SELECT id AS "cellId", attempt, priority, queued_at AS "queuedAt", title,
          ${deviceRequirement(Prisma.sql`marked.id`)} AS device
        FROM marked
        ORDER BY priority DESC, tried DESC, rank, created_at, position`;
    },
    listQueued: () =>
      client.$queryRaw<QueuedCell[]>`
        SELECT c.id AS "cellId", c.attempt, c.queued_at AS "queuedAt", ${TITLE} AS title,
          coalesce(${priorityOf(Prisma.sql`c.id`)}, 0) AS priority, ${deviceRequirement(Prisma.sql`c.id`)} AS device
        FROM cells c WHERE c.state = 'queued' ORDER BY c.queued_at, c.id`,
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
