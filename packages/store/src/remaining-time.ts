import type { Queryable } from './database.js';

/** A worker not heard for so long counts for no slots here. */
const LIVE_WITHIN_MS = 30_000;

/**
 * Seconds until a sweep's last cell ends, were all live slots its own: each cell that has not ended costs the mean time
 * of the sweep's finished cells of its architecture, or of all its finished cells; a running one, the share of its
 * epochs that is left. `null` while none has finished.
 */
export async function estimateRemainingSeconds(client: Queryable, sweepId: string): Promise<number | null> {
  const [estimate] = await client.$queryRaw<{ seconds: number | null }[]>`
    WITH members AS (
      SELECT c.state, c.architecture, r.seconds,
        CASE WHEN c.state IN ('pending', 'queued') THEN 1
          WHEN c.state = 'running' THEN
            greatest(0, 1 - c.epoch / (c.spec #>> '{training,epochs}')::double precision)
          ELSE 0 END AS share_left
      FROM sweep_cells m JOIN cells c ON c.id = m.cell_id LEFT JOIN cell_results r ON r.cell_id = c.id
      WHERE m.sweep_id = ${sweepId}::uuid
    ), pace AS (
      SELECT architecture, avg(seconds) AS seconds FROM members GROUP BY architecture
    ), work AS (
      SELECT sum(m.share_left * coalesce(p.seconds, (SELECT avg(seconds) FROM members))) AS seconds
      FROM members m JOIN pace p USING (architecture)
      WHERE m.share_left > 0
    ), slots AS (
      SELECT greatest(1, sum(slots)) AS live FROM workers
      WHERE stopped_at IS NULL AND last_seen_at >= now() - ${LIVE_WITHIN_MS} * interval '1 millisecond'
    )
    SELECT CASE WHEN EXISTS (SELECT FROM members WHERE share_left > 0) THEN work.seconds / slots.live ELSE 0 END
      AS seconds
    FROM work, slots`;
  return estimate?.seconds ?? null;
}
