import type { DeviceRequirement } from '@rote/domain';
import { deviceRequirement } from '../cells/device-requirement.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { FAIR_CLOCKS } from '../projects/fair-clocks.js';
import { eligibleFor } from './eligible-cells.js';
import { SWEEP_CLOCKS } from './sweep-clocks.js';
import { CELL_TITLE, type QueuedCell } from './queued-cell.js';

export interface Selection {
  readonly limit: number;
  readonly device?: DeviceRequirement | undefined;
  readonly tried?: boolean | undefined;
}

/**
 * Marks the next cells queued; the caller holds the admission lock. Each active sweep offers its next `limit` cells, ranked
 * by where its clock is when the cell begins. A cell that two sweeps offer counts for the better offer of those whose project has room:
 * that project pays for it. Within a project, the offers keep their order, and each moves the project's clock by one step.
 */
export function markQueued(
  tx: Queryable,
  { limit, device, tried }: Selection,
): Promise<readonly QueuedCell[]> {
  const eligible = eligibleFor(device);
  const wanted = tried === undefined ? Prisma.empty : Prisma.sql`AND m.tried = ${tried}`;
  return tx.$queryRaw<QueuedCell[]>`
    WITH clocks AS MATERIALIZED (${FAIR_CLOCKS}), active AS MATERIALIZED (
      SELECT own.* FROM (${SWEEP_CLOCKS}) own JOIN sweeps s ON s.id = own.id JOIN clocks ON clocks.project = s.project
      WHERE ${eligible.sweeps} AND clocks.room IS DISTINCT FROM 0
    ), offers AS (
      SELECT next.cell_id, active.priority, active.created_at, active.project, next.tried, next.position,
        active.clock + active.step * (row_number() OVER (PARTITION BY active.id ORDER BY next.tried DESC, next.position) - 1) AS rank
      FROM active CROSS JOIN LATERAL (
        SELECT m.cell_id, m.tried, m.position FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
        WHERE m.sweep_id = active.id AND m.state = 'pending' AND c.available_at <= now() AND ${eligible.cells} ${wanted}
        ORDER BY m.tried DESC, m.position LIMIT ${limit}
      ) next
    ), best AS (
      SELECT DISTINCT ON (cell_id) * FROM offers ORDER BY cell_id, priority DESC, rank, created_at
    ), turns AS (
      SELECT best.*, row_number() OVER (
        PARTITION BY best.project ORDER BY best.priority DESC, best.tried DESC, best.rank, best.created_at, best.position
      ) AS turn
      FROM best
    ), timed AS (
      SELECT turns.*, clocks.clock + turns.turn * clocks.step AS clock
      FROM turns JOIN clocks ON clocks.project = turns.project
      WHERE clocks.room IS NULL OR turns.turn <= clocks.room
    ), chosen AS (
      SELECT c.id, timed.project, timed.priority, timed.tried, timed.clock, timed.rank, timed.created_at, timed.position
      FROM timed JOIN cells c ON c.id = timed.cell_id
      WHERE c.state = 'pending'
      ORDER BY timed.priority DESC, timed.tried DESC, timed.clock, timed.rank, timed.created_at, timed.position
      LIMIT ${limit}
      FOR NO KEY UPDATE OF c SKIP LOCKED
    ), marked AS (
      UPDATE cells c SET state = 'queued', queued_at = now(), project = chosen.project FROM chosen WHERE c.id = chosen.id
      RETURNING c.id, c.attempt, c.queued_at, ${CELL_TITLE} AS title, chosen.priority, chosen.tried, chosen.clock, chosen.rank,
        chosen.created_at, chosen.position
    )
    SELECT id AS "cellId", attempt, priority, queued_at AS "queuedAt", title,
      ${deviceRequirement(Prisma.sql`marked.id`)} AS device
    FROM marked
    ORDER BY priority DESC, tried DESC, clock, rank, created_at, position`;
}
