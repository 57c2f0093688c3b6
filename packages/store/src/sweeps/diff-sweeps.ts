import type { CellState } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/** Which cells of a comparison: those of only one sweep, or those of both. */
export type DiffPart = 'left' | 'right' | 'both';

export type DiffCounts = Readonly<Record<DiffPart, number>>;

export interface DiffCell {
  /** Its place in the left sweep, or in the right one if only that has it. */
  readonly position: number;
  readonly id: string;
  readonly state: CellState;
  readonly architecture: string;
  readonly corruption: string;
  readonly regularizer: string;
  readonly seed: number;
}

/** Counts the cells of two sweeps. */
export async function countDifference(client: Queryable, left: string, right: string): Promise<DiffCounts> {
  const [counts] = await client.$queryRaw<DiffCounts[]>`
    SELECT l.cells - b.cells AS "left", r.cells - b.cells AS "right", b.cells AS "both"
    FROM (SELECT count(*)::int AS cells FROM sweep_cells WHERE sweep_id = ${left}::uuid) l,
      (SELECT count(*)::int AS cells FROM sweep_cells WHERE sweep_id = ${right}::uuid) r,
      (SELECT count(*)::int AS cells FROM sweep_cells m JOIN sweep_cells o USING (cell_id)
        WHERE m.sweep_id = ${left}::uuid AND o.sweep_id = ${right}::uuid) b`;
  return counts ?? { left: 0, right: 0, both: 0 };
}

/** Returns a page of the cells of one part, in order of position. */
export function listDifference(
  client: Queryable,
  { left, right, part }: { readonly left: string; readonly right: string; readonly part: DiffPart },
  { limit, after = -1 }: { readonly limit: number; readonly after?: number | undefined },
): Promise<readonly DiffCell[]> {
  const [own, other] = part === 'right' ? [right, left] : [left, right];
  const isShared = Prisma.sql`EXISTS (
    SELECT FROM sweep_cells o WHERE o.cell_id = m.cell_id AND o.sweep_id = ${other}::uuid)`;
  return client.$queryRaw<DiffCell[]>`
    SELECT m.position, c.id, c.state, c.architecture, c.corruption, c.regularizer, (c.spec ->> 'seed')::float8 AS seed
    FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
    WHERE m.sweep_id = ${own}::uuid AND m.position > ${after} AND ${part === 'both' ? isShared : Prisma.sql`NOT ${isShared}`}
    ORDER BY m.position LIMIT ${limit}`;
}
