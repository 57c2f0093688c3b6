import { isActive } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/** "quot" in ASCII: the advisory lock of processes that queue cells. */
const LOCK = 0x71_75_6f_74;

/**
 * Waits for all others who queue cells, and keeps them waiting until the transaction ends: a quota counts what is queued,
 * so two must not count at the same time. A Rote instance in another schema of the database has its own lock.
 */
export async function lockAdmission(tx: Queryable): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(current_schema()), ${LOCK}::int)`;
}

/**
 * The project that pays for a cell which is queued now: of the active sweeps that contain it and whose project has room,
 * that of the highest priority. NULL if there is none.
 */
export const payingProject = (cellId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT u.project FROM sweep_cells paid JOIN sweeps paying ON paying.id = paid.sweep_id
  JOIN project_usage u ON u.project = paying.project
  WHERE paid.cell_id = ${cellId} AND ${isActive(Prisma.sql`paying`)} AND u.room IS DISTINCT FROM 0
  ORDER BY paying.priority DESC, paying.created_at, paying.id LIMIT 1)`;
