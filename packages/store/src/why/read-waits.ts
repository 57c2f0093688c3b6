import type { CellState, DeviceRequirement, FailureClass } from '@rote/domain';
import { isActive } from '../cells/active-sweep.js';
import { ALL_TALLIES } from '../cells/tallies.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/** Cells that are in the same situation. */
export interface WaitGroup {
  readonly state: CellState;
  /** How far a running cell is; `null` for the others. */
  readonly phase: 'lost' | 'starting' | 'yielding' | 'running' | null;
  /** Whether an active sweep contains them; `null` if they have ended. */
  readonly isWanted: boolean | null;
  /** The highest priority of the active sweeps that contain them; `null` if there is none. */
  readonly priority: number | null;
  readonly device: DeviceRequirement;
  /** How the last attempt failed, if the next one is not due yet. */
  readonly failureClass: FailureClass | null;
  /** When the next attempt is due at the earliest, if it is not due yet. */
  readonly until: Date | null;
  /** The worker of a running cell, if they have the same one. */
  readonly workerId: string | null;
  /** The projects that want pending cells, if none has room in its quotas; otherwise `null`. */
  readonly outOfQuota: readonly string[] | null;
  /** Attempts made, of a queued cell: its job carries the number. */
  readonly attempt: number | null;
  /** The number of cells. Queued cells are groups of one. */
  readonly cells: number;
  /** One of them. */
  readonly example: string;
}

/** Which cells to group, and which sweep's wish for them is known without a look at each. */
export interface AskedCells {
  /** Rows of (`cell_id`, `state`, `tried`, `cells`): one cell, or so many cells in the same situation as this one. */
  readonly cells: Prisma.Sql;
  /** The sweep that contains all of them; `null` if there is none. */
  readonly sweep: string | null;
}

export const oneCell = (id: string): AskedCells => ({
  cells: Prisma.sql`SELECT c.id AS cell_id, c.state, c.attempt > 0 AS tried, 1 AS cells FROM cells c WHERE c.id = ${id}`,
  sweep: null,
});

/**
 * Cells that have ended, and those that were never tried and that no other sweep waits for, are all in the same situation. Their number
 * follows from the counts that are kept, however many there are; only the others are looked at.
 */
export const cellsOfSweep = (id: string): AskedCells => ({
  cells: Prisma.sql`
    WITH others AS MATERIALIZED (
      SELECT m.cell_id, m.state, m.tried FROM sweep_cells m WHERE m.sweep_id = ${id}::uuid AND m.state IN ('queued', 'running')
      UNION ALL
      SELECT m.cell_id, m.state, m.tried FROM sweep_cells m WHERE m.sweep_id = ${id}::uuid AND m.state = 'pending' AND m.tried
      UNION ALL
      SELECT m.cell_id, m.state, m.tried FROM sweep_cells m
      WHERE m.sweep_id = ${id}::uuid AND m.state = 'pending' AND NOT m.tried AND m.cell_id IN (
        SELECT w.cell_id FROM sweeps s JOIN sweep_cells w ON w.sweep_id = s.id
        WHERE s.id <> ${id}::uuid AND s.cancelled_at IS NULL AND w.state = 'pending')
    ), alike AS (
      SELECT t.state, sum(t.cells) - (SELECT count(*) FROM others o WHERE o.state = t.state) AS cells
      FROM (${ALL_TALLIES}) t WHERE t.sweep_id = ${id}::uuid AND t.state NOT IN ('queued', 'running') GROUP BY t.state
    )
    SELECT cell_id, state, tried, 1 AS cells FROM others
    UNION ALL
    SELECT example.cell_id, alike.state, false, alike.cells FROM alike CROSS JOIN LATERAL (
      SELECT m.cell_id FROM sweep_cells m
      WHERE m.sweep_id = ${id}::uuid AND m.state = alike.state AND NOT EXISTS (SELECT FROM others o WHERE o.cell_id = m.cell_id)
      ORDER BY m.position LIMIT 1
    ) example WHERE alike.cells > 0`,
  sweep: id,
});

/** The projects of active sweeps \`s\`, in an array. */
const PROJECTS = Prisma.sql`coalesce(array_agg(DISTINCT s.project) FILTER (WHERE s.is_active), '{}')`;

/**
 * Groups cells that wait for the same thing, the largest group first. For cells that have ended and cells that were never
 * tried, it reads only the copies of their state. The planner cannot know how few cells are asked for; OFFSET 0 makes it look them up
 * one by one instead of reading all of a table.
 */
export const readWaitGroups = (
  client: Queryable,
  { cells, sweep }: AskedCells,
  leaseMs: number,
): Promise<readonly WaitGroup[]> => client.$queryRaw<WaitGroup[]>`
  WITH asked AS MATERIALIZED (${cells}), living AS MATERIALIZED (
    SELECT s.id, s.priority, s.device = 'gpu' AS is_gpu, ${isActive(Prisma.sql`s`)} AS is_active, s.project,
      u.room IS DISTINCT FROM 0 AS has_room
    FROM sweeps s JOIN project_usage u ON u.project = s.project WHERE s.cancelled_at IS NULL
  ), own AS MATERIALIZED (
    SELECT coalesce(bool_or(is_active), false) AS is_wanted, max(priority) FILTER (WHERE is_active) AS priority,
      coalesce(bool_or(is_gpu) FILTER (WHERE is_active), false) AS is_gpu,
      ${PROJECTS} AS projects, coalesce(bool_or(has_room) FILTER (WHERE is_active), false) AS has_room
    FROM living s WHERE id = ${sweep}::uuid
  ), wanted AS (
    SELECT w.cell_id, bool_or(s.is_active) AS is_wanted, max(s.priority) FILTER (WHERE s.is_active) AS priority,
      coalesce(bool_or(s.is_gpu) FILTER (WHERE s.is_active), false) AS is_gpu,
      ${PROJECTS} AS projects, coalesce(bool_or(s.has_room) FILTER (WHERE s.is_active), false) AS has_room
    FROM asked CROSS JOIN LATERAL (SELECT w.cell_id, w.sweep_id FROM sweep_cells w WHERE w.cell_id = asked.cell_id OFFSET 0) w
    JOIN living s ON s.id = w.sweep_id
    WHERE asked.state IN ('pending', 'queued', 'running') AND s.id IS DISTINCT FROM ${sweep}::uuid
      AND EXISTS (
        SELECT FROM sweep_cells u WHERE u.sweep_id = s.id AND u.state IN ('pending', 'queued', 'running'))
    GROUP BY w.cell_id
  )
  SELECT a.state, CASE
      WHEN a.state <> 'running' THEN NULL
      WHEN w.stopped_at IS NOT NULL OR w.last_seen_at < now() - ${leaseMs} * interval '1 millisecond' THEN 'lost'
      WHEN c.yield_asked THEN 'yielding'
      WHEN t.first_step IS NULL THEN 'starting'
      ELSE 'running'
    END AS phase,
    CASE WHEN a.state IN ('pending', 'queued', 'running') THEN own.is_wanted OR coalesce(wanted.is_wanted, false) END AS "isWanted",
    greatest(own.priority, wanted.priority) AS priority,
    CASE WHEN own.is_gpu OR wanted.is_gpu THEN 'gpu' ELSE 'any' END AS device,
    CASE WHEN a.state = 'pending' AND NOT own.has_room AND NOT coalesce(wanted.has_room, false) THEN ARRAY(
      SELECT DISTINCT unnest(own.projects || wanted.projects) ORDER BY 1
    ) END AS "outOfQuota",
    CASE WHEN a.state = 'pending' AND c.available_at > now() THEN c.failure_class END AS "failureClass",
    min(CASE WHEN a.state = 'pending' AND c.available_at > now() THEN c.available_at END) AS until,
    CASE WHEN a.state = 'queued' THEN c.attempt END AS attempt,
    CASE WHEN min(w.id) = max(w.id) THEN min(w.id) END AS "workerId",
    sum(a.cells)::int AS cells, min(a.cell_id COLLATE "C") AS example
  FROM asked a CROSS JOIN own
  LEFT JOIN wanted ON wanted.cell_id = a.cell_id
  LEFT JOIN LATERAL (
    SELECT c.* FROM cells c
    WHERE c.id = a.cell_id AND (a.state IN ('queued', 'running') OR (a.state = 'pending' AND a.tried)) OFFSET 0) c ON true
  LEFT JOIN workers w ON w.id = c.worker_id AND a.state = 'running'
  LEFT JOIN attempts t ON t.cell_id = c.id AND t.number = c.attempt AND a.state = 'running'
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 9, a.state = 'pending' AND c.available_at > now(), CASE WHEN a.state = 'queued' THEN a.cell_id END
  ORDER BY cells DESC, example`;
