import type { CellSummary } from '@rote/client';
import { shortCellId } from '../format/short-id.js';

type Cell = Pick<
  CellSummary,
  'id' | 'state' | 'architecture' | 'corruption' | 'regularizer' | 'seed' | 'error'
>;

const describeFailure = ({ id, state, architecture, corruption, regularizer, seed, error }: Cell): string =>
  `${state}: ${architecture}, ${corruption}, ${regularizer}, seed ${String(seed)} (cell ${shortCellId(id)})` +
  (error === null ? '' : `: ${error.class}: ${error.message}`);

/** Describes the cells that ended without a result, one per line, with the reason. */
export const describeMissing = (cells: readonly Cell[]): readonly string[] =>
  cells.filter(({ state }) => state === 'failed' || state === 'cancelled').map(describeFailure);
