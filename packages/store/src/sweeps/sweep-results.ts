import type { CellState } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

export interface ResultPageOptions {
  readonly limit: number;
  /** Only cells at later positions. */
  readonly after?: number;
  readonly state?: CellState;
}

/** A row of the view `results`. */
export interface StoredRow {
  readonly position: number;
  /**
   * The row as Postgres writes it in JSON, its columns in the view's order. Numbers keep every digit; NaN and
   * infinities are text.
   */
  readonly json: string;
}

/** Reads rows of one sweep in the view `results`, in order of position: one row per cell, whatever its state. */
export function readResultPage(
  client: Queryable,
  sweepId: string,
  { limit, after = -1, state }: ResultPageOptions,
): Promise<readonly StoredRow[]> {
  const inState = state === undefined ? Prisma.empty : Prisma.sql`AND r.state = ${state}`;
  return client.$queryRaw<StoredRow[]>`
    SELECT r.position, row_to_json(r)::text AS json FROM results r
    WHERE r.sweep_id = ${sweepId}::uuid AND r.position > ${after} ${inState}
    ORDER BY r.position LIMIT ${limit}`;
}
