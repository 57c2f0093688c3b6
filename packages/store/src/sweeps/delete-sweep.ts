import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database, Queryable } from '../database/database.js';
import { lockSequence } from '../events/lock-sequence.js';
import { Prisma } from '../generated/client.js';

/** Cells that one transaction deletes, with all that came of them: so many take a fraction of a second. */
const BATCH = 500;

/** How long deleted cells are remembered. Workers look for their objects every hour. */
const REMEMBERED_DAYS = 30;

export type DeletionOutcome = 'done' | 'unknown' | 'active';

/** What deleting a sweep deletes. */
export interface DeletionPlan {
  /** Cells of the sweep. */
  readonly cells: number;
  /** Those that other sweeps contain, which stay. */
  readonly sharedCells: number;
  /** Results of the others. */
  readonly results: number;
  /** Attempts of the others. */
  readonly attempts: number;
}

/** Whether a sweep that exists contains a cell, other than this one. */
const isInOther = (cellId: Prisma.Sql, id: string): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM sweep_cells o JOIN sweeps s ON s.id = o.sweep_id WHERE o.cell_id = ${cellId} AND o.sweep_id <> ${id}::uuid)`;

/** Counts what deleting a sweep would delete now; undefined if there is no such sweep. */
export async function planDeletion(client: Queryable, id: string): Promise<DeletionPlan | undefined> {
  const [plan] = await client.$queryRaw<DeletionPlan[]>`
    WITH members AS MATERIALIZED (
      SELECT m.cell_id, ${isInOther(Prisma.sql`m.cell_id`, id)} AS is_shared FROM sweep_cells m WHERE m.sweep_id = ${id}::uuid
    )
    SELECT (SELECT count(*)::int FROM members) AS cells,
      (SELECT count(*)::int FROM members WHERE is_shared) AS "sharedCells",
      (SELECT count(*)::int FROM members JOIN cell_results USING (cell_id) WHERE NOT is_shared) AS results,
      (SELECT count(*)::int FROM members JOIN attempts USING (cell_id) WHERE NOT is_shared) AS attempts
    FROM sweeps WHERE id = ${id}::uuid`;
  return plan;
}

/**
 * Deletes a sweep that has ended. From then on it does not exist, and its cells belong to it no more; `deleteMore` deletes those
 * that no other sweep contains.
 */
export function deleteSweep(database: Database, id: string, author: Author): Promise<DeletionOutcome> {
  return database.transaction(async (tx) => {
    // First of all, because the process that adds steps to the tallies of the sweep holds it too. They go with the sweep.
    await lockSequence(tx);
    const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM sweeps WHERE id = ${id}::uuid FOR UPDATE`;
    if (locked.length === 0) return 'unknown';
    // A statement of its own: it sees what a retry has changed that held the lock before.
    const active = await tx.$queryRaw<
      unknown[]
    >`SELECT id FROM sweeps WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (active.length > 0) return 'active';
    // While the sweep exists: the event has its name.
    await recordChange(tx, author, { action: 'sweep.delete', object: id });
    await tx.$executeRaw`INSERT INTO sweep_deletions (sweep_id) VALUES (${id}::uuid)`;
    await tx.$executeRaw`DELETE FROM sweeps WHERE id = ${id}::uuid`;
    return 'done';
  });
}

/**
 * Locks the next cells of a deleted sweep. A submission of one of them at the same time holds its lock too: either the membership
 * of the new sweep is seen here, or the cell is gone by then, and the submission makes it again.
 */
async function lockCells(tx: Queryable, id: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    SELECT c.id FROM cells c
    WHERE c.id IN (SELECT cell_id FROM sweep_cells WHERE sweep_id = ${id}::uuid ORDER BY position LIMIT ${BATCH})
    ORDER BY c.id FOR UPDATE`;
  return rows.map((row) => row.id);
}

/** Takes locked cells out of a deleted sweep, and deletes those that no sweep contains. */
async function deleteCells(tx: Queryable, id: string, cells: readonly string[]): Promise<void> {
  const unwanted = await tx.$queryRaw<{ readonly id: string }[]>`
    SELECT id FROM unnest(${cells}::text[]) AS locked (id) WHERE NOT ${isInOther(Prisma.sql`locked.id`, id)}`;
  const gone = unwanted.map((row) => row.id);
  await tx.$executeRaw`DELETE FROM sweep_cells WHERE sweep_id = ${id}::uuid AND cell_id = ANY(${cells}::text[])`;
  // Those of other deleted sweeps.
  await tx.$executeRaw`DELETE FROM sweep_cells WHERE cell_id = ANY(${gone}::text[])`;
  await tx.$executeRaw`
    INSERT INTO deleted_cells (cell_id)
    SELECT c.id FROM cells c LEFT JOIN cell_results r ON r.cell_id = c.id
    WHERE c.id = ANY(${gone}::text[]) AND c.attempt > 0 AND (r.cell_id IS NULL OR r.weights IS NOT NULL)
    ON CONFLICT (cell_id) DO UPDATE SET deleted_at = now()`;
  for (const table of ['example_records', 'cell_results', 'measures', 'epochs', 'attempts'])
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} WHERE cell_id = ANY(${gone}::text[])`;
  await tx.$executeRaw`DELETE FROM cells WHERE id = ANY(${gone}::text[])`;
}

/** Deletes images that no cell has, neither one with a result nor one that is being trained, and what no worker looks for any more. */
async function deleteLeftovers(tx: Queryable): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM kept_images k
    WHERE NOT EXISTS (SELECT FROM cell_results r WHERE r.images_sha256 = k.images_sha256 AND r.labels_sha256 = k.labels_sha256)
      AND NOT EXISTS (SELECT FROM cells c WHERE c.state = 'running' AND has_kept_images(c.spec, k.inputs))`;
  await tx.$executeRaw`
    DELETE FROM deleted_cells WHERE deleted_at < now() - ${REMEMBERED_DAYS} * interval '1 day'`;
}

/**
 * Deletes some cells of a deleted sweep, in a transaction of its own. Several processes may do so at once, each for another sweep. If
 * a process dies, the transaction is rolled back, and its cells are the next ones again.
 *
 * @returns `false` if there is nothing left to do
 */
export function deleteMore(database: Database): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [deletion] = await tx.$queryRaw<{ readonly id: string }[]>`
      SELECT sweep_id AS id FROM sweep_deletions ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (deletion === undefined) return false;
    const cells = await lockCells(tx, deletion.id);
    await deleteCells(tx, deletion.id, cells);
    if (cells.length === BATCH) return true;
    await deleteLeftovers(tx);
    await tx.$executeRaw`DELETE FROM sweep_deletions WHERE sweep_id = ${deletion.id}::uuid`;
    return true;
  });
}
