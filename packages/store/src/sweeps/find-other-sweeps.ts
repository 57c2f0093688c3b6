import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';

/** Another sweep that contains unfinished cells of a sweep. */
export interface OtherSweep {
  readonly id: string;
  readonly isPaused: boolean;
  /** Number of unfinished cells of the first sweep that it also contains. */
  readonly cells: number;
}

/** No one reads a longer list. */
const MOST = 10;

/**
 * Returns the sweeps that keep a sweep's cells from being cancelled: active ones first, then those with the most cells;
 * ten at most.
 */
export async function findOtherSweeps(client: Queryable, id: string): Promise<readonly OtherSweep[]> {
  // If no other sweep has cells left, nothing needs to be counted, however many are left here.
  const unended = await client.$queryRaw<unknown[]>`
    SELECT FROM sweeps WHERE id <> ${id}::uuid AND ${HAS_NOT_ENDED} LIMIT 1`;
  if (unended.length === 0) return [];
  return await client.$queryRaw<OtherSweep[]>`
    SELECT s.id, s.paused_at IS NOT NULL AS "isPaused", count(*)::int AS cells
    FROM sweep_cells m
    JOIN sweep_cells o ON o.cell_id = m.cell_id AND o.sweep_id <> m.sweep_id
    JOIN sweeps s ON s.id = o.sweep_id
    WHERE m.sweep_id = ${id}::uuid AND m.state IN ('pending', 'queued', 'running') AND s.cancelled_at IS NULL
    GROUP BY s.id ORDER BY "isPaused", cells DESC, s.created_at, s.id LIMIT ${MOST}`;
}
