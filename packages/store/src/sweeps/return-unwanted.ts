import { isWanted } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/**
 * Makes those queued cells of a sweep pending that no active sweep has any more. Before that they are locked: when the
 * second statement looks who else has a cell, a pause or cancel that has it too is over.
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
