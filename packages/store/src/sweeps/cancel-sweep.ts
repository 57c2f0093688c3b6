import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { returnUnwanted } from './return-unwanted.js';
import { countChange } from './sweep-changes.js';

/**
 * Cancels a sweep that has not ended: its cells that have not ended and that no other sweep wants, now or once it is
 * resumed, become cancelled, running ones too, so that what their attempts still write is refused.
 *
 * @returns `false` where there is no such sweep, or it has ended
 */
export function cancelSweep(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const cancelled = await tx.$executeRaw`
      UPDATE sweeps SET cancelled_at = now() WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (cancelled === 0) return false;
    // Locked first: when the next statement looks who else has a cell, a submit or cancel that has it too is over.
    await tx.$executeRaw`
      SELECT FROM cells c JOIN sweep_cells m ON m.cell_id = c.id
      WHERE m.sweep_id = ${id}::uuid AND m.state IN ('pending', 'queued', 'running')
      ORDER BY c.id FOR NO KEY UPDATE OF c`;
    await tx.$executeRaw`
      WITH ended AS (
        UPDATE cells c SET state = 'cancelled', ended_at = now()
        FROM sweep_cells m
        WHERE m.sweep_id = ${id}::uuid AND m.cell_id = c.id AND c.state IN ('pending', 'queued', 'running')
          AND NOT EXISTS (
            SELECT FROM sweep_cells o JOIN sweeps s ON s.id = o.sweep_id
            WHERE o.cell_id = c.id AND o.sweep_id <> m.sweep_id AND s.cancelled_at IS NULL)
        RETURNING c.id, c.attempt
      )
      UPDATE attempts a SET outcome = 'cancelled', ended_at = now()
      FROM ended WHERE a.cell_id = ended.id AND a.number = ended.attempt AND a.outcome IS NULL`;
    await returnUnwanted(tx, id);
    await countChange(tx);
    return true;
  });
}
