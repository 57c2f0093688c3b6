import type { Queryable } from './database.js';

/** A worker not heard for so long counts for no slots here. */
const LIVE_WITHIN_MS = 30_000;

/**
 * Seconds until a sweep's last cell ends, were all live slots that it may use its own: each cell that has not ended
 * costs the mean time of the sweep's finished cells of its architecture; where none has finished, what the running ones'
 * pace so far projects; else the mean of all finished cells. A running one costs the share of its epochs that is left.
 * `null` while nothing is known.
 */
export async function estimateRemainingSeconds(client: Queryable, sweepId: string): Promise<number | null> {
  const [estimate] = await client.$queryRaw<{ seconds: number | null }[]>`
    WITH cells_of_sweep AS (
      SELECT c.state, c.architecture, c.epoch, c.started_at, r.seconds,
        (c.spec #>> '{training,epochs}')::double precision AS epochs
      FROM sweep_cells m JOIN cells c ON c.id = m.cell_id LEFT JOIN cell_results r ON r.cell_id = c.id
      WHERE m.sweep_id = ${sweepId}::uuid
    ), members AS (
      SELECT architecture, seconds,
        CASE WHEN state IN ('pending', 'queued') THEN 1
          WHEN state = 'running' THEN greatest(0, 1 - epoch / epochs)
          ELSE 0 END AS share_left,
        CASE WHEN state = 'running' AND epoch > 0 THEN
          extract(epoch FROM now() - started_at)::double precision * epochs / epoch END AS projected
      FROM cells_of_sweep
    ), pace AS (
      SELECT architecture, coalesce(avg(seconds), avg(projected)) AS seconds FROM members GROUP BY architecture
    ), work AS (
      SELECT sum(m.share_left * coalesce(p.seconds, (SELECT avg(seconds) FROM members))) AS seconds,
        count(*) AS cells
      FROM members m JOIN pace p USING (architecture)
      WHERE m.share_left > 0
    ), slots AS (
      SELECT coalesce(sum(slots), 1) AS live FROM workers
      WHERE (device = 'gpu' OR (SELECT device FROM sweeps WHERE id = ${sweepId}::uuid) = 'any')
        AND stopped_at IS NULL AND last_seen_at >= now() - ${LIVE_WITHIN_MS} * interval '1 millisecond'
    )
    SELECT CASE WHEN work.cells = 0 THEN 0
      ELSE work.seconds / greatest(1, least(slots.live, work.cells)) END AS seconds
    FROM work, slots`;
  return estimate?.seconds ?? null;
}
