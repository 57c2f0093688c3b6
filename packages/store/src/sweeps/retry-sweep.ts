import { type Author, recordChange } from '../access/audit.js';
import type { FailureClass } from '@rote/domain';
import { RESET_TO_PENDING } from './reset-to-pending.js';
import type { Database } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { countChange } from './sweep-changes.js';

/** Selects failed cells: those that match one value of every given list. Names are those of `results`. */
export interface RetryFilter {
  /** The class of the last failure. */
  readonly failureClass?: readonly FailureClass[];
  readonly architecture?: readonly string[];
  readonly corruption?: readonly string[];
  readonly regularizer?: readonly string[];
  readonly seed?: readonly number[];
  /** Cell ids. */
  readonly cells?: readonly string[];
}

const oneOf = (column: Prisma.Sql, values: readonly (string | number)[] | undefined): Prisma.Sql =>
  values === undefined ? Prisma.empty : Prisma.sql`AND ${column} = ANY(${values.map(String)}::text[])`;

const matches = (filter: RetryFilter): Prisma.Sql => Prisma.sql`
  ${oneOf(Prisma.sql`c.failure_class`, filter.failureClass)}
  ${oneOf(Prisma.sql`c.architecture`, filter.architecture)}
  ${oneOf(Prisma.sql`c.corruption`, filter.corruption)}
  ${oneOf(Prisma.sql`c.regularizer`, filter.regularizer)}
  ${oneOf(Prisma.sql`c.spec ->> 'seed'`, filter.seed)}
  ${oneOf(Prisma.sql`c.id`, filter.cells)}`;

/**
 * Makes the matching failed cells of a sweep pending again, with a new count of failures.
 *
 * @returns how many; undefined if the sweep does not exist or is cancelled
 */
export function retrySweep(
  database: Database,
  id: string,
  filter: RetryFilter,
  author: Author,
): Promise<number | undefined> {
  return database.transaction(async (tx) => {
    // Locked, so that a concurrent cancel either comes first or finds the cells pending.
    const locked = await tx.$queryRaw<unknown[]>`
      SELECT id FROM sweeps WHERE id = ${id}::uuid AND cancelled_at IS NULL FOR NO KEY UPDATE`;
    if (locked.length === 0) return undefined;
    // If it asked for nothing until now, it joins the others again.
    await tx.$executeRaw`
      UPDATE sweeps SET fair_start = NULL WHERE id = ${id}::uuid
        AND NOT EXISTS (SELECT FROM sweep_cells m WHERE m.sweep_id = ${id}::uuid AND m.state IN ('pending', 'queued'))`;
    const retried = await tx.$executeRaw`
      UPDATE cells c SET ${RESET_TO_PENDING} WHERE id IN (
        SELECT c.id FROM cells c JOIN sweep_cells m ON m.cell_id = c.id
        WHERE m.sweep_id = ${id}::uuid AND m.state = 'failed' AND c.state = 'failed' ${matches(filter)}
        ORDER BY c.id FOR NO KEY UPDATE OF c)`;
    if (retried === 0) return 0;
    await recordChange(tx, author, { action: 'sweep.retry', object: id, details: { ...filter, retried } });
    await countChange(tx);
    return retried;
  });
}
