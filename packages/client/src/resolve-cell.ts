import { RoteError } from '@rote/domain/errors';
import type { ApiClient } from './api-client.js';
import { collectCells } from './collect-cells.js';
import { resolveSweep } from './resolve-sweep.js';

export const CELL_ARGUMENT = 'a cell id, or the beginning of one in --sweep';

const WHOLE_ID = /^[0-9a-f]{64}$/;

/**
 * Finds the id of the cell that a person named. The beginning of an id is only looked up in one sweep, because there are
 * many cells.
 *
 * @throws RoteError `cell-not-found` if no cell matches, or more than one
 */
export async function resolveCell(
  api: Pick<ApiClient, 'listSweeps' | 'listCells'>,
  reference: string,
  sweep: string,
): Promise<string> {
  const wanted = reference.toLowerCase();
  if (WHOLE_ID.test(wanted)) return wanted;
  const sweepId = await resolveSweep(sweep, api.listSweeps());
  const found = (await collectCells(api, sweepId)).filter(({ id }) => id.startsWith(wanted));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.id;
  const what =
    only === undefined
      ? `No cell of sweep ${sweepId} has an id that begins with ${reference}; "npx rote cells" lists them, and --sweep names another sweep.`
      : `${reference} is the beginning of several cell ids:${found
          .slice(0, 10)
          .map(({ id }) => `\n  ${id}`)
          .join('')}`;
  throw new RoteError('cell-not-found', what);
}
