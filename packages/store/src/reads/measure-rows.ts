import { type CellSelection, isWanted, wantedPositions } from '../cells/selection.js';

/**
 * Returns the query of the measures that cells have at the end of training, in order of position and name. Everything in it was
 * checked: COPY takes no parameters.
 */
export function measureRows(sweepId: string, cells: CellSelection): string {
  const wanted = wantedPositions(cells);
  const from =
    wanted === undefined
      ? 'final_measures m'
      : `${wanted} JOIN final_measures m ON ${isWanted('m.position')}`;
  return `SELECT m.position, m.measure, m.value FROM ${from} WHERE m.sweep_id = '${sweepId}' ORDER BY m.position, m.measure`;
}
