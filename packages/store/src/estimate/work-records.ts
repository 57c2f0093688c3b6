import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import type { LiveSlots } from './live-slots.js';
import type { WorkRecord } from './pace.js';
import { modelKey, selectWork, type Work } from './work.js';

/** Enough to show how fast cells are; recent ones show it best. */
const RECENT_OF_SWEEP = 100;
const RECENT_OF_MODEL = 30;

/** Cells with a result, as `c` and `r`. The whole time of their attempts counts, including time not spent training. */
const ENDED = Prisma.sql`
  r.epochs + (r.outcome = 'diverged')::int::double precision AS "doneEpochs", r.seconds,
  greatest(0, (SELECT sum(extract(epoch FROM a.ended_at - a.started_at)) FROM attempts a WHERE a.cell_id = c.id)
    - r.seconds)::double precision AS "overheadSeconds",
  (SELECT m.sweep_id::text FROM sweep_cells m WHERE m.cell_id = c.id AND NOT m.cached ORDER BY m.sweep_id LIMIT 1)
    AS "trainedFor",
  (SELECT max(a.gpu_memory_mb) FROM attempts a WHERE a.cell_id = c.id) AS "gpuMemoryMb"`;

/** Cells finished by one of the live engines, or by any engine if there is none. */
const isBy = (live: readonly LiveSlots[]): Prisma.Sql =>
  live.length === 0
    ? Prisma.sql`true`
    : Prisma.sql`EXISTS (SELECT FROM attempts a WHERE a.cell_id = r.cell_id AND a.number = r.attempt
        AND (a.engine, a.device) IN (${Prisma.join(
          live.map(({ engine, device }) => Prisma.sql`(${engine}, ${device})`),
        )}))`;

/**
 * Reads the records of these sweeps' own cells: those that finished last, and those that have finished epochs and are
 * still running. Time in which a worker is silent does not count.
 *
 * Cells are fed in order of position, so the last to finish are among those with the greatest positions: an index has those, but not the
 * times.
 */
export const readRecordsOfSweeps = (
  client: Queryable,
  sweepIds: readonly string[],
): Promise<readonly (WorkRecord & { readonly sweepId: string })[]> => client.$queryRaw<
  (WorkRecord & { readonly sweepId: string })[]
>`
  SELECT asked.id::text AS "sweepId", ${selectWork(Prisma.sql`c`)}, ${ENDED}
  FROM unnest(${sweepIds}::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT m.cell_id FROM unnest(ARRAY['succeeded', 'diverged']) AS ended (state) CROSS JOIN LATERAL (
      SELECT m.cell_id, m.state_since, m.position FROM sweep_cells m WHERE m.sweep_id = asked.id AND m.state = ended.state
      ORDER BY m.position DESC LIMIT ${RECENT_OF_SWEEP}
    ) m
    ORDER BY m.state_since DESC, m.position DESC LIMIT ${RECENT_OF_SWEEP}
  ) m JOIN cells c ON c.id = m.cell_id JOIN cell_results r ON r.cell_id = c.id
  UNION ALL
  SELECT asked.id::text, ${selectWork(Prisma.sql`c`)}, e.epochs, e.seconds, NULL, NULL, NULL
  FROM unnest(${sweepIds}::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    (SELECT m.cell_id FROM unnest(ARRAY['running', 'queued']) AS begun (state) CROSS JOIN LATERAL (
      SELECT m.cell_id FROM sweep_cells m WHERE m.sweep_id = asked.id AND m.state = begun.state AND m.tried
      ORDER BY m.position LIMIT ${RECENT_OF_SWEEP}) m)
    UNION ALL
    (SELECT m.cell_id FROM sweep_cells m WHERE m.sweep_id = asked.id AND m.state = 'pending' AND m.tried
      ORDER BY m.position LIMIT ${RECENT_OF_SWEEP})
    LIMIT ${RECENT_OF_SWEEP}
  ) m JOIN cells c ON c.id = m.cell_id CROSS JOIN LATERAL (
    SELECT count(*)::double precision AS epochs, sum(e.seconds) AS seconds FROM epochs e WHERE e.cell_id = c.id
  ) e
  WHERE e.epochs > 0`;

/** Reads records of cells with the architectures and data sets of this work, from live engines, in any sweep. */
export async function readRecordsOfModels(
  client: Queryable,
  works: readonly Pick<Work, 'architecture' | 'dataset'>[],
  live: readonly LiveSlots[],
): Promise<readonly WorkRecord[]> {
  const models = [...new Map(works.map((work) => [modelKey(work), work])).values()];
  if (models.length === 0) return [];
  return client.$queryRaw<WorkRecord[]>`
  SELECT ${selectWork(Prisma.sql`c`)}, ${ENDED}
  FROM unnest(${models.map(({ architecture }) => architecture)}::text[], ${models.map(({ dataset }) => dataset)}::text[])
    AS asked (architecture, dataset)
  CROSS JOIN LATERAL (
    SELECT c.* FROM cells c JOIN cell_results r ON r.cell_id = c.id
    WHERE c.architecture = asked.architecture AND c.state IN ('succeeded', 'diverged')
      AND c.spec #>> '{dataset,name}' = asked.dataset AND ${isBy(live)}
    ORDER BY c.ended_at DESC LIMIT ${RECENT_OF_MODEL}
  ) c JOIN cell_results r ON r.cell_id = c.id`;
}
