import { isActive } from '../cells/active-sweep.js';
import { Prisma } from '../generated/client.js';

/**
 * Projects take turns by their clocks (start-time fair queueing, Goyal et al. 1996). A clock shows how many seconds of slots
 * a project has had, divided by its share; the lowest goes next. A cell that is queued moves it by how long the project's
 * attempts usually take, and once the attempt has ended, by how long it took. So slots, and not cells, are in proportion to
 * shares, however long the cells of each project take.
 *
 * Rows of (`project`, `room`, `clock`, `elapsed`, `step`): how many more cells its quotas allow, NULL for any number; where
 * its clock is when its queued and running cells have ended; where it is now; how far one more cell moves it.
 */
export const FAIR_CLOCKS = Prisma.sql`
  SELECT p.name AS project, u.room, p.fair_clock + coalesce(a.committed, 0) / p.share AS clock,
    p.fair_clock + coalesce(a.elapsed, 0) / p.share AS elapsed, p.seconds / p.share AS step
  FROM (
    SELECT name, share, fair_clock, greatest(1, coalesce(mean_seconds, avg(mean_seconds) OVER (), 1)) AS seconds FROM projects
  ) p
  JOIN project_usage u ON u.project = p.name
  LEFT JOIN LATERAL (
    SELECT sum(greatest(p.seconds, w.seconds)) AS committed, sum(w.seconds) AS elapsed
    FROM (
      SELECT CASE c.state WHEN 'running' THEN greatest(0, extract(epoch FROM now() - c.started_at)) ELSE 0 END AS seconds
      FROM cells c WHERE c.state IN ('queued', 'running') AND c.project = p.name
    ) w
  ) a ON true`;

/**
 * Moves the clocks of projects that wait for nothing, or only for their own quota, up to the lowest one of those that wait
 * for slots at the highest priority: what a project did not want, it cannot ask for later. Skips what another transaction
 * is writing.
 */
export const ADVANCE_IDLE_CLOCKS = Prisma.sql`
  WITH clocks AS MATERIALIZED (${FAIR_CLOCKS}), waiting AS MATERIALIZED (
    SELECT s.project, c.elapsed, max(s.priority) AS priority FROM sweeps s JOIN clocks c ON c.project = s.project
    WHERE ${isActive(Prisma.sql`s`)} AND c.room IS DISTINCT FROM 0
      AND EXISTS (SELECT FROM sweep_cells m WHERE m.sweep_id = s.id AND m.state = 'pending')
    GROUP BY s.project, c.elapsed
  ), competing AS (
    SELECT project, elapsed FROM waiting WHERE priority = (SELECT max(priority) FROM waiting)
  ), behind AS (
    SELECT p.name, lowest.clock - c.elapsed AS gap
    FROM (SELECT min(elapsed) AS clock FROM competing) lowest
    JOIN clocks c ON c.elapsed < lowest.clock AND c.project NOT IN (SELECT project FROM competing)
    JOIN projects p ON p.name = c.project
    ORDER BY p.name FOR NO KEY UPDATE OF p SKIP LOCKED
  )
  UPDATE projects p SET fair_clock = p.fair_clock + behind.gap FROM behind WHERE p.name = behind.name`;
