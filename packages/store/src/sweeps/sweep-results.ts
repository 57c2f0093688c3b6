import type { CellState } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { quoteIdentifier } from '../queries/wrap-query.js';
import { type CellSelection, isWanted, wantedPositions } from '../cells/selection.js';

export interface ResultPageOptions extends CellSelection {
  readonly limit: number;
  /** Names of columns of the view. Default: all. */
  readonly columns?: readonly string[];
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
  { limit, after = -1, state, columns, ...cells }: ResultPageOptions,
): Promise<readonly StoredRow[]> {
  const inState = state === undefined ? Prisma.empty : Prisma.sql`AND r.state = ${state}`;
  const wanted = wantedPositions(cells);
  const joined = wanted === undefined ? Prisma.empty : Prisma.raw(`${wanted} JOIN`);
  const on = wanted === undefined ? Prisma.empty : Prisma.raw(`ON ${isWanted('r.position')}`);
  const json =
    columns === undefined
      ? Prisma.sql`row_to_json(r)::text`
      : Prisma.raw(
          `(SELECT row_to_json(chosen)::text FROM (SELECT ${columns.map((name) => `r.${quoteIdentifier(name)}`).join(', ')}) AS chosen)`,
        );
  return client.$queryRaw<StoredRow[]>`
    SELECT r.position, ${json} AS json FROM ${joined} results r ${on}
    WHERE r.sweep_id = ${sweepId}::uuid AND r.position > ${after} ${inState}
    ORDER BY r.position LIMIT ${limit}`;
}
