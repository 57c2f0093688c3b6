import type { Queryable } from './database.js';

/** A worker not heard for so long counts for no slots here: longer than a lease, so that a pause of one is no leap. */
const LIVE_WITHIN_MS = 120_000;

/**
 * Seconds until a sweep's last cell ends, were all live slots that it may use its own: each cell that has not ended
 * costs the mean time of the sweep's finished cells of its architecture, that of their attempts with all that is not
 * training; where none has finished, what the epochs of the others took; else the mean of all finished cells. One that has
 * begun costs the share of its epochs that is left, and no sweep takes less than its longest cell. Time in which a worker
 * says nothing changes nothing. `null` while nothing is known.
 */
export async function estimateRemainingSeconds(client: Queryable, sweepId: string): Promise<number | null> {
  const [estimate] = await client.$queryRaw<{ seconds: number | null }[]>`
    WITH cells_of_sweep AS (
      SELECT c.state, c.architecture, c.epoch, (c.spec #>> '{training,epochs}')::double precision AS epochs,
        CASE WHEN r.cell_id IS NOT NULL THEN greatest(r.seconds, (
          SELECT sum(extract(epoch FROM a.ended_at - a.started_at)) FROM attempts a WHERE a.cell_id = c.id
        )::double precision) END AS seconds,
        CASE WHEN r.cell_id IS NULL AND c.epoch > 0 THEN
          (SELECT avg(e.seconds) FROM epochs e WHERE e.cell_id = c.id) END AS epoch_seconds
      FROM sweep_cells m JOIN cells c ON c.id = m.cell_id LEFT JOIN cell_results r ON r.cell_id = c.id
      WHERE m.sweep_id = ${sweepId}::uuid
    ), members AS (
      SELECT architecture, seconds,
        CASE WHEN state IN ('pending', 'queued', 'running') THEN greatest(0, 1 - epoch / epochs) ELSE 0 END AS share_left,
        epoch_seconds * epochs AS projected
      FROM cells_of_sweep
    ), pace AS (
      SELECT architecture, coalesce(avg(seconds), avg(projected)) AS seconds FROM members GROUP BY architecture
    ), work AS (
      SELECT sum(cost) AS seconds, max(cost) AS longest, count(*) AS cells
      FROM (SELECT m.share_left * coalesce(p.seconds, (SELECT avg(seconds) FROM members)) AS cost
      FROM members m JOIN pace p USING (architecture)
      WHERE m.share_left > 0) AS costs
    ), slots AS (
      SELECT coalesce(sum(slots), 1) AS live FROM workers
      WHERE (device = 'gpu' OR (SELECT device FROM sweeps WHERE id = ${sweepId}::uuid) = 'any')
        AND stopped_at IS NULL AND last_seen_at >= now() - ${LIVE_WITHIN_MS} * interval '1 millisecond'
    )
    SELECT CASE WHEN work.cells = 0 THEN 0
      ELSE greatest(work.longest, work.seconds / greatest(1, least(slots.live, work.cells))) END AS seconds
    FROM work, slots`;
  return estimate?.seconds ?? null;
}
