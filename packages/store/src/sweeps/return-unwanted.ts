import { isWanted } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/**
 * Returns the queued cells of a sweep that no active sweep contains any longer to pending. They are locked first: when
 * the second statement checks which other sweeps contain a cell, any concurrent pause or cancel of it has finished.
 */
export async function returnUnwanted(tx: Queryable, sweepId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM cells c JOIN sweep_cells m ON m.cell_id = c.id
    WHERE m.sweep_id = ${sweepId}::uuid AND m.state = 'queued' ORDER BY c.id FOR NO KEY UPDATE OF c`;
  await tx.$executeRaw`
    UPDATE cells c SET state = 'pending', queued_at = NULL FROM sweep_cells m
    WHERE m.sweep_id = ${sweepId}::uuid AND m.cell_id = c.id AND c.state = 'queued'
      AND NOT ${isWanted(Prisma.sql`c.id`)}`;
}
