import { isActive } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { asksForGpu } from '../cells/device-requirement.js';
import type { Interval } from '../estimate/interval.js';
import { estimateRemainingTime, type OutlookOptions } from '../estimate/remaining-time.js';
import { Prisma } from '../generated/client.js';
import type { Sweep } from './sweep-row.js';

/** The outlook of an active sweep. */
export interface SweepOutlook {
  /**
   * Seconds until its last cell ends; `null` while the duration of a cell is unknown, or cells wait for a GPU that no
   * worker has.
   */
  readonly remainingSeconds: number | null;
  /** Where that time is in 80 of 100 cases; `null` if that was not asked for, or the time is unknown. */
  readonly remainingInterval: Interval | null;
  /** How many of its cells wait for a GPU worker if none has been heard from within the lease. */
  readonly waitingForGpu: number;
}

/**
 * Counts such cells by sweep, for sweeps that have any: all waiting cells of a sweep that asks for a GPU, and those
 * that other sweeps share with one.
 */
async function countWaitingForGpu(
  client: Queryable,
  sweeps: readonly Sweep[],
  leaseMs: number,
): Promise<ReadonlyMap<string, number>> {
  const [fleet] = await client.$queryRaw<{ lacksGpu: boolean }[]>`
    SELECT EXISTS (SELECT FROM sweeps s WHERE s.device = 'gpu' AND ${isActive(Prisma.sql`s`)}) AND NOT EXISTS (
      SELECT FROM workers w WHERE w.device = 'gpu' AND w.stopped_at IS NULL
        AND w.last_seen_at >= now() - ${leaseMs} * interval '1 millisecond') AS "lacksGpu"`;
  if (fleet?.lacksGpu !== true) return new Map();
  const asking = sweeps.filter(({ device }) => device === 'gpu');
  const others = sweeps.filter(({ device }) => device !== 'gpu');
  const shared = await client.$queryRaw<{ sweepId: string; cells: number }[]>`
    SELECT m.sweep_id::text AS "sweepId", count(*)::int AS cells FROM sweep_cells m
    WHERE m.sweep_id = ANY(${others.map(({ id }) => id)}::uuid[]) AND m.state IN ('pending', 'queued')
      AND ${asksForGpu(Prisma.sql`m.cell_id`)}
    GROUP BY m.sweep_id`;
  return new Map([
    ...asking
      .map(({ id, counts }) => [id, counts.pending + counts.queued] as const)
      .filter(([, cells]) => cells > 0),
    ...shared.map(({ sweepId, cells }) => [sweepId, cells] as const),
  ]);
}

export async function readOutlooks(
  client: Queryable,
  sweeps: readonly Sweep[],
  options: OutlookOptions,
): Promise<ReadonlyMap<string, SweepOutlook>> {
  const active = sweeps.filter(({ state }) => state === 'active');
  if (active.length === 0) return new Map();
  const waiting = await countWaitingForGpu(client, active, options.leaseMs);
  const times = await estimateRemainingTime(
    client,
    active.filter(({ id }) => !waiting.has(id)),
    options,
  );
  return new Map(
    active.map(({ id }) => [
      id,
      {
        remainingSeconds: times.get(id)?.seconds ?? null,
        remainingInterval: times.get(id)?.interval ?? null,
        waitingForGpu: waiting.get(id) ?? 0,
      },
    ]),
  );
}
