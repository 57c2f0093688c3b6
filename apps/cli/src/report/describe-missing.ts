import type { ResultRow } from './result-row.js';

/** The cells that ended without a result, a line each, with why. */
export const describeMissing = (rows: readonly ResultRow[]): readonly string[] =>
  rows
    .filter(({ state }) => state === 'failed' || state === 'cancelled')
    .map(
      ({ cell, state, architecture, corruption, regularizer, seed, error }) =>
        `${state}: ${architecture}, ${corruption}, ${regularizer}, seed ${String(seed)} (cell ${cell.slice(0, 12)})` +
        (error === null ? '' : `: ${error}`),
    );
