import type { CellState } from '@rote/domain';
import { quoteIdentifier } from '../queries/wrap-query.js';
import { type CellSelection, isWanted, wantedPositions } from '../cells/selection.js';

/** Which rows of the view `results`, and which of its columns. */
export interface ResultSelection extends CellSelection {
  /** Names of columns of the view. Default: all. */
  readonly columns?: readonly string[];
  readonly state?: CellState;
  /** Only cells at later positions. */
  readonly after?: number;
  readonly limit?: number;
}

/** Returns the query of these rows, in order of position. Everything in it was checked: COPY takes no parameters. */
export function resultRows(
  sweepId: string,
  { columns, state, after, limit, ...cells }: ResultSelection,
): string {
  const wanted = wantedPositions(cells);
  const conditions = [
    `r.sweep_id = '${sweepId}'`,
    ...(state === undefined ? [] : [`r.state = '${state}'`]),
    ...(after === undefined ? [] : [`r.position > ${String(Math.trunc(after))}`]),
  ];
  const list = columns?.map((name) => `r.${quoteIdentifier(name)}`).join(', ') ?? 'r.*';
  const from = wanted === undefined ? 'results r' : `${wanted} JOIN results r ON ${isWanted('r.position')}`;
  const most = limit === undefined ? '' : ` LIMIT ${String(Math.trunc(limit))}`;
  return `SELECT ${list} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY r.position${most}`;
}
