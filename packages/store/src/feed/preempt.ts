import type { DeviceRequirement } from '@rote/domain';
import { priorityOf } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { eligibleFor } from './eligible-cells.js';

/**
 * Asks running cells to yield to waiting ones of a higher priority for which the live slots have no room. Slots that
 * are free, or will be once cells asked earlier have yielded, go to the first of the waiting cells. Each further
 * waiting cell is matched with a running one, which is asked to yield if its priority is lower. Running cells are
 * matched from the lowest priority up, the most recently started first. Equal priorities never preempt each other.
 *
 * Cells for which their project's quotas have no room do not wait for a slot: no cell yields to them.
 *
 * A cell that has yielded is pending, behind the one that it yielded to.
 *
 * @returns how many cells this call asked
 */
export function preempt(client: Queryable, device: DeviceRequirement, leaseMs: number): Promise<number> {
  const eligible = eligibleFor(device);
  return client.$executeRaw`
    WITH live AS MATERIALIZED (
      SELECT id, slots FROM workers
      WHERE stopped_at IS NULL AND last_seen_at >= now() - ${leaseMs} * interval '1 millisecond'
        AND (${device} = 'any' OR device = 'gpu')
    ), running AS MATERIALIZED (
      SELECT c.id, c.started_at, ${priorityOf(Prisma.sql`c.id`)} AS priority
      FROM cells c JOIN live ON live.id = c.worker_id WHERE c.state = 'running' AND NOT c.yield_asked
    ), staying AS MATERIALIZED (
      SELECT id, priority, row_number() OVER (ORDER BY priority, started_at DESC, id) AS turn
      FROM running WHERE priority IS NOT NULL
    ), slots AS MATERIALIZED (
      SELECT coalesce(sum(slots), 0) AS live, greatest(0, coalesce(sum(slots), 0) - (SELECT count(*) FROM staying)) AS coming
      FROM live
    ), waiting AS (
      SELECT DISTINCT ON (offer.cell_id) offer.cell_id, offer.priority FROM (
      SELECT next.cell_id, s.priority, next.state, u.room,
        row_number() OVER (PARTITION BY s.project, next.state ORDER BY s.priority DESC) AS turn
      FROM sweeps s JOIN project_usage u ON u.project = s.project CROSS JOIN LATERAL (
        SELECT m.cell_id, m.state FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
        WHERE m.sweep_id = s.id AND m.state IN ('pending', 'queued') AND c.available_at <= now() AND ${eligible.cells}
        LIMIT (SELECT live FROM slots)
      ) next
      WHERE ${eligible.sweeps} AND s.priority > (SELECT min(priority) FROM staying)
      ) offer
      WHERE offer.state = 'queued' OR offer.room IS NULL OR offer.turn <= offer.room
      ORDER BY offer.cell_id, offer.priority DESC
    ), crowded AS (
      SELECT priority, row_number() OVER (ORDER BY priority DESC) - (SELECT coming FROM slots) AS turn FROM waiting
    )
    UPDATE cells SET yield_asked = true WHERE id IN (
      SELECT id FROM cells WHERE state = 'running' AND id IN (
        SELECT staying.id FROM staying JOIN crowded USING (turn) WHERE crowded.priority > staying.priority
      ) ORDER BY id FOR NO KEY UPDATE)`;
}
