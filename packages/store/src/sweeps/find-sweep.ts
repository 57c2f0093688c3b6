import { RoteError } from '@rote/domain';
import { ALL_TALLIES } from '../cells/tallies.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import type { Sweep, SweepRow } from './sweep-row.js';
import { toSweep } from './sweep-row.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The sweeps of a page of `sweeps`, each with the count of its cells by state, their time, and the speed of those that run. Counts are
 * kept, and few cells run, however many a sweep has: their times and speeds are added up once, from the index of such cells.
 */
export const selectSweeps = (page: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH page AS MATERIALIZED (${page}), states AS (
    SELECT sweep_id, state, sum(cells) AS cells, sum(slot_seconds) AS seconds, max(changed_at) AS changed_at
    FROM (${ALL_TALLIES}) t WHERE sweep_id IN (SELECT id FROM page) GROUP BY sweep_id, state
  ), totals AS (
    SELECT sweep_id, jsonb_object_agg(state, cells) FILTER (WHERE cells <> 0) AS counts, sum(seconds) AS seconds, max(changed_at) AS changed_at
    FROM states GROUP BY sweep_id
  ), running AS MATERIALIZED (
    SELECT m.sweep_id, sum(e.images_per_second) AS rate,
      sum(greatest(0, extract(epoch FROM now() - m.state_since)))::double precision AS seconds
    FROM cells c JOIN sweep_cells m ON m.cell_id = c.id LEFT JOIN epochs e ON e.cell_id = c.id AND e.epoch = c.epoch
    WHERE c.state = 'running' GROUP BY m.sweep_id
  )
  SELECT s.id, s.name, s.project, s.labels, s.notes, s.archived_at AS "archivedAt", s.revision, s.spec, s.priority, s.device, s.keep_weights AS "keepWeights",
    s.time_limit_seconds AS "timeLimitSeconds", s.created_at AS "createdAt",
    s.paused_at AS "pausedAt", s.cancelled_at AS "cancelledAt", s.cell_count AS "cellCount", s.cached_count AS "cachedCount",
    coalesce(t.counts, '{}') AS counts, greatest(t.changed_at, s.created_at) AS "changedAt",
    coalesce(t.seconds, 0) + coalesce(r.seconds, 0) AS "slotSeconds", r.rate AS "imagesPerSecond"
  FROM page s LEFT JOIN totals t ON t.sweep_id = s.id LEFT JOIN running r ON r.sweep_id = s.id
  ORDER BY s.created_at DESC, s.id DESC`;

export const isUuid = (id: string): boolean => UUID.test(id);

export const sweepNotFound = (id: string): RoteError =>
  new RoteError('sweep-not-found', `there is no sweep ${id}`);

export async function findSweep(client: Queryable, id: string): Promise<Sweep | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await client.$queryRaw<SweepRow[]>(
    selectSweeps(Prisma.sql`SELECT * FROM sweeps WHERE id = ${id}::uuid`),
  );
  return row === undefined ? undefined : toSweep(row);
}

/** @throws RoteError `sweep-not-found` */
export async function getSweep(client: Queryable, id: string): Promise<Sweep> {
  const sweep = await findSweep(client, id);
  if (sweep === undefined) throw sweepNotFound(id);
  return sweep;
}
