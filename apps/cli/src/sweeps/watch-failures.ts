import type { ApiClient, CellSummary, Sweep } from '@rote/client';
import { shortCellId } from '../format/short-id.js';
import { collectCells } from '@rote/client';
import { describeFailure } from './describe-failure.js';

/** How many cells of each state are examined: cells that fail do so early, and for the same reasons. */
const LOOKED_AT = 100;
/** After this many reasons, a person has seen enough. */
const MAX_NOTED = 10;

const describe = (cell: CellSummary): string =>
  `Cell ${shortCellId(cell.id)} (${cell.architecture}) failed in attempt ${String(cell.attempts)}: ` +
  (describeFailure(cell, new Date()) ?? '');

/** Returns a function that notes new failures whenever the counts of a sweep have changed. */
export function createFailureWatch(
  api: Pick<ApiClient, 'listCells'>,
  note: (line: string) => void,
): (sweep: Pick<Sweep, 'id' | 'counts'>) => Promise<void> {
  const told = new Set<string>();
  let counts = '';
  return async (sweep) => {
    const now = JSON.stringify(sweep.counts);
    if (now === counts || told.size >= MAX_NOTED) return;
    counts = now;
    for (const state of ['pending', 'queued', 'failed'] as const) {
      if (sweep.counts[state] === 0) continue;
      for (const cell of await collectCells(api, sweep.id, { state, tried: true, limit: LOOKED_AT })) {
        const failure = `${cell.id} ${String(cell.attempts)}`;
        if (cell.error === null || told.has(failure) || told.size >= MAX_NOTED) continue;
        told.add(failure);
        note(describe(cell));
        if (told.size === MAX_NOTED)
          note('Further failures are not shown here; "npx rote cells --state failed" lists them.');
      }
    }
  };
}
