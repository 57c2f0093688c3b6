import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { returnUnwanted } from './return-unwanted.js';
import { countChange } from './sweep-changes.js';

/**
 * Cancels an unfinished sweep. Those of its unfinished cells that no other active or paused sweep contains become
 * cancelled, including running ones, so that later writes of their attempts are rejected.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function cancelSweep(database: Database, id: string, author: Author): Promise<boolean> {
  return database.transaction(async (tx) => {
    const cancelled = await tx.$executeRaw`
      UPDATE sweeps SET cancelled_at = now() WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (cancelled === 0) return false;
    // Locked first: when the next statement checks which other sweeps contain a cell, any concurrent submit or cancel
    // of it has finished.
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
    await recordChange(tx, author, { action: 'sweep.cancel', object: id });
    await countChange(tx);
    return true;
  });
}
