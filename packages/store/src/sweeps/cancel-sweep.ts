import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database, Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { lockAdmission } from '../projects/admission.js';
import { returnUnwanted } from './return-unwanted.js';
import { countChange } from './sweep-changes.js';

/** Cells that one transaction cancels: so many take a fraction of a second. */
const BATCH = 2000;

/**
 * Cancels those of a sweep's unfinished cells `m` that no other active or paused sweep contains. They are locked first: when the
 * second statement checks which other sweeps contain a cell, any concurrent submit or cancel of it has finished.
 */
async function cancelCells(tx: Queryable, id: string, which: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM cells c JOIN sweep_cells m ON m.cell_id = c.id
    WHERE m.sweep_id = ${id}::uuid AND ${which} ORDER BY c.id FOR NO KEY UPDATE OF c`;
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE cells c SET state = 'cancelled', ended_at = now()
      FROM sweep_cells m
      WHERE m.sweep_id = ${id}::uuid AND ${which} AND m.cell_id = c.id AND c.state IN ('pending', 'queued', 'running')
        AND NOT EXISTS (
          SELECT FROM sweep_cells o JOIN sweeps s ON s.id = o.sweep_id
          WHERE o.cell_id = c.id AND o.sweep_id <> m.sweep_id AND s.cancelled_at IS NULL)
      RETURNING c.id, c.attempt
    )
    UPDATE attempts a SET outcome = 'cancelled', ended_at = now()
    FROM ended WHERE a.cell_id = ended.id AND a.number = ended.attempt AND a.outcome IS NULL`;
}

/** Cancels the cells of a cancelled sweep from a position on, one batch, and notes where the next one begins. */
async function cancelBatch(tx: Queryable, id: string, from: number): Promise<void> {
  await cancelCells(
    tx,
    id,
    Prisma.sql`m.position >= ${from}::int AND m.position < ${from + BATCH}::int AND m.state IN ('pending', 'queued', 'running')`,
  );
  await tx.$executeRaw`
    UPDATE sweeps SET cancelling_from = CASE WHEN cell_count > ${from + BATCH}::int THEN ${from + BATCH}::int END
    WHERE id = ${id}::uuid`;
}

/**
 * Cancels an unfinished sweep: from then on no worker gets any of its cells for its sake. Those of its unfinished cells that no
 * other active or paused sweep contains become cancelled: at once if they are queued or running, so that later writes of their
 * attempts are rejected, and the first of those that are pending; `cancelMore` cancels the others.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function cancelSweep(database: Database, id: string, author: Author): Promise<boolean> {
  return database.transaction(async (tx) => {
    const cancelled = await tx.$executeRaw`
      UPDATE sweeps SET cancelled_at = now() WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (cancelled === 0) return false;
    // What is being queued at this moment is cancelled too.
    await lockAdmission(tx);
    await cancelCells(tx, id, Prisma.sql`m.state IN ('queued', 'running')`);
    await cancelBatch(tx, id, 0);
    await returnUnwanted(tx, id);
    await recordChange(tx, author, { action: 'sweep.cancel', object: id });
    await countChange(tx);
    return true;
  });
}

/**
 * Cancels more cells of a large sweep that was cancelled, in a transaction of its own. Several processes may do so at once.
 *
 * @returns `false` if there is nothing left to do
 */
export function cancelMore(database: Database): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [sweep] = await tx.$queryRaw<{ readonly id: string; readonly from: number }[]>`
      SELECT id, cancelling_from AS "from" FROM sweeps WHERE cancelling_from IS NOT NULL
      ORDER BY cancelled_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;
    if (sweep === undefined) return false;
    await cancelBatch(tx, sweep.id, sweep.from);
    return true;
  });
}
