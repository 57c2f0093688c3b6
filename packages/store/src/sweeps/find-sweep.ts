import { RoteError } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import type { Sweep, SweepRow } from './sweep-row.js';
import { toSweep } from './sweep-row.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The sweeps of a page of `sweeps`, each with the count of its cells by state. */
export const selectSweeps = (page: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT s.id, s.name, s.project, s.labels, s.notes, s.archived_at AS "archivedAt", s.revision, s.spec, s.priority, s.device, s.keep_weights AS "keepWeights",
    s.time_limit_seconds AS "timeLimitSeconds", s.created_at AS "createdAt",
    s.paused_at AS "pausedAt", s.cancelled_at AS "cancelledAt", s.cell_count AS "cellCount", s.cached_count AS "cachedCount",
    coalesce(t.counts, '{}') AS counts, coalesce(t.changed_at, s.created_at) AS "changedAt"
  FROM (${page}) s CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(g.state, g.cells) AS counts, max(g.since) AS changed_at
    FROM (
      SELECT m.state, count(*) AS cells, max(m.state_since) AS since
      FROM sweep_cells m WHERE m.sweep_id = s.id GROUP BY m.state
    ) g
  ) t
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
