import { ALL_TALLIES } from '../cells/tallies.js';
import { isActive } from '../cells/active-sweep.js';
import { Prisma } from '../generated/client.js';

/** No cell is taken to be shorter, so that a clock always moves. */
const SHORTEST_SECONDS = 0.001;

const WAITS = Prisma.sql`(${isActive(Prisma.sql`s`)}
  AND EXISTS (SELECT FROM sweep_cells p WHERE p.sweep_id = s.id AND p.state = 'pending'))`;

/**
 * Active sweeps with pending cells: `step`, how long its cells take; `used`, how many seconds of slots it has had; `ahead`, how many
 * more its queued and running cells will take.
 */
const SWEEP_TIMES = Prisma.sql`
  SELECT s.id, s.priority, s.device, s.created_at, s.project, s.fair_start, s.step, s.ended + coalesce(w.elapsed, 0) AS used,
    coalesce(w.committed, 0) - coalesce(w.elapsed, 0) AS ahead
  FROM (
    SELECT s.id, s.priority, s.device, s.created_at, s.project, s.fair_start, t.seconds AS ended, greatest(${SHORTEST_SECONDS}::float8,
      coalesce(t.mean, avg(t.mean) OVER (PARTITION BY s.project), 1)) AS step
    FROM sweeps s CROSS JOIN LATERAL (
      SELECT seconds, seconds / nullif(cells - s.cached_count, 0) AS mean FROM (
        SELECT coalesce(sum(slot_seconds) FILTER (WHERE state = 'running'), 0) AS seconds,
          coalesce(sum(cells) FILTER (WHERE state IN ('succeeded', 'diverged', 'failed')), 0)::float8 AS cells
        FROM (${ALL_TALLIES}) tally WHERE tally.sweep_id = s.id
      ) sums
    ) t
    WHERE ${WAITS}
  ) s
  LEFT JOIN LATERAL (
    SELECT sum(greatest(s.step, u.seconds)) AS committed, sum(u.seconds) AS elapsed
    FROM (
      SELECT CASE m.state WHEN 'running' THEN greatest(0, extract(epoch FROM now() - m.state_since)) ELSE 0 END::float8 AS seconds
      FROM sweep_cells m WHERE m.sweep_id = s.id AND m.state IN ('queued', 'running')
    ) u
  ) w ON true`;

const COMPETITORS = Prisma.sql`OVER (PARTITION BY project, device, priority)`;

/**
 * The sweeps of a project take turns by their clocks, as projects do (`FAIR_CLOCKS`): a clock shows how many seconds of slots a
 * sweep has had since it takes part. A sweep that joins begins at the lowest clock of those that compete with it: those of the same
 * priority and device that wait for slots. So it gets the next slot, and from then on as many as each of the others, however long
 * the cells of each take and however many it has.
 *
 * Rows of active sweeps with pending cells. `clock`: where its clock is when its queued and running cells have ended; `step`: how
 * far one more cell moves it; `joins_at`: where it begins, if it has yet to join.
 */
export const SWEEP_CLOCKS = Prisma.sql`
  SELECT id, priority, device, created_at, project, step,
    coalesce(fair_start + used, min(fair_start + used) ${COMPETITORS}, 0) + ahead AS clock,
    CASE WHEN fair_start IS NULL THEN coalesce(min(fair_start + used) ${COMPETITORS}, 0) - used END AS joins_at
  FROM (${SWEEP_TIMES}) times`;

/** Notes where the clocks of sweeps that join begin. Skips what another transaction is writing. */
export const JOIN_SWEEPS = Prisma.sql`
  WITH joining AS MATERIALIZED (
    SELECT id, joins_at FROM (${SWEEP_CLOCKS}) clocks WHERE joins_at IS NOT NULL AND (SELECT EXISTS (
      SELECT FROM sweeps s WHERE s.fair_start IS NULL AND ${WAITS}))
  )
  UPDATE sweeps s SET fair_start = joining.joins_at FROM joining
  WHERE s.id = joining.id AND s.id IN (
    SELECT id FROM sweeps WHERE id IN (SELECT id FROM joining) AND fair_start IS NULL ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)`;
