import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { RESET_TO_PENDING } from './reset-to-pending.js';

/** The cells that were collected for a new sweep. */
interface Collected {
  readonly sweep: string;
  readonly submission: string;
  readonly count: number;
}

/** Cells per statement: enough that its own cost is negligible, few enough that its rows are still in memory for the next. */
const BATCH = 4000;

/** Splits ids, which are hashes and so evenly distributed, into this many ranges, in order: each as its bounds. */
export function rangesOf(parts: number): readonly (readonly [from: string, to: string])[] {
  const bounds = Array.from({ length: parts }, (_, index) =>
    index === 0
      ? ''
      : Math.floor((index / parts) * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
  );
  // After each hexadecimal digit.
  return bounds.map((from, index) => [from, bounds[index + 1] ?? 'g']);
}

/**
 * Inserts new cells, makes failed and cancelled ones pending again, and locks the others. Rows are inserted and locked one after
 * the other in order of id, here and wherever many cells are locked together, so that no two transactions deadlock. None of
 * these cells may change its state before its copy in sweep_cells exists for the trigger to update.
 *
 * @returns whether every one of them is pending and was never tried
 */
async function bringIn(tx: Queryable, batch: Prisma.Sql): Promise<boolean> {
  const [all] = await tx.$queryRaw<{ readonly isFresh: boolean }[]>`
    WITH batch AS MATERIALIZED (
      SELECT id, spec, architecture, corruption, regularizer, label_noise FROM staged_cells s WHERE ${batch}
    ), brought AS (
      INSERT INTO cells AS c (id, spec, architecture, corruption, regularizer, label_noise)
      SELECT * FROM batch ORDER BY id
      ON CONFLICT (id) DO UPDATE SET ${RESET_TO_PENDING} WHERE c.state IN ('failed', 'cancelled')
      RETURNING c.attempt
    )
    SELECT (SELECT count(*) FROM batch) = (SELECT count(*) FROM brought WHERE attempt = 0) AS "isFresh"`;
  return all?.isFresh === true;
}

interface Counted {
  readonly cells: number;
  readonly cached: number;
}

async function insertMembers(tx: Queryable, members: Prisma.Sql): Promise<Counted> {
  const [counted] = await tx.$queryRaw<Counted[]>`
    WITH inserted AS (
      INSERT INTO sweep_cells (sweep_id, position, cell_id, cached, state, tried) ${members}
      RETURNING cached
    )
    SELECT count(*)::int AS cells, count(*) FILTER (WHERE cached)::int AS cached FROM inserted`;
  return counted ?? { cells: 0, cached: 0 };
}

/** Writes which cells a new sweep has, those of earlier sweeps included, and counts them. */
export async function bringInCells(tx: Queryable, { sweep, submission, count }: Collected): Promise<void> {
  const sum = { cells: 0, cached: 0 };
  for (const [from, to] of rangesOf(Math.max(1, Math.ceil(count / BATCH)))) {
    const batch = Prisma.sql`s.submission = ${submission}::uuid AND s.id >= ${from} AND s.id < ${to}`;
    const members = (await bringIn(tx, batch))
      ? Prisma.sql`SELECT ${sweep}::uuid, s.position, s.id, false, 'pending', false FROM staged_cells s WHERE ${batch} ORDER BY s.id`
      : Prisma.sql`SELECT ${sweep}::uuid, s.position, c.id, c.state IN ('succeeded', 'diverged'), c.state, c.attempt > 0
          FROM staged_cells s JOIN cells c USING (id) WHERE ${batch} ORDER BY c.id`;
    const { cells, cached } = await insertMembers(tx, members);
    sum.cells += cells;
    sum.cached += cached;
  }
  await tx.$executeRaw`
    UPDATE sweeps SET cell_count = ${sum.cells}, cached_count = ${sum.cached} WHERE id = ${sweep}::uuid`;
}
