import { RoteError } from '@rote/domain';
import type { Store } from '@rote/store';
import type { Rows } from '../format/rows.js';
import type { NamedSweep } from '../sweeps/resolve-sweep.js';

const MAX_ROWS = 10_000_000;
const TIMEOUT_MS = 10 * 60_000;
const PAGE = 500;

/** All sweeps of a database, newest first. */
export async function* listStoredSweeps({ sweeps }: Store): AsyncGenerator<NamedSweep> {
  for (let before: string | undefined; ;) {
    const page = await sweeps.list(before === undefined ? { limit: PAGE } : { limit: PAGE, before });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    before = last.id;
  }
}

/**
 * The rows of the view `results` of one sweep, every column, in the sweep's order of expansion.
 *
 * @throws RoteError `sweep-not-found`
 */
export async function readResults(store: Store, sweepId: string): Promise<Rows> {
  if ((await store.sweeps.find(sweepId)) === undefined)
    throw new RoteError('sweep-not-found', `There is no sweep ${sweepId}. "rote status" lists them.`);
  return store.readOnlyQuery(
    `select * from results
     where sweep_id = '${uuid(sweepId)}'
     order by position`,
    { maxRows: MAX_ROWS, timeoutMs: TIMEOUT_MS },
  );
}

/** `readOnlyQuery` takes no parameters, so what goes into the text must be nothing but an id. */
function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError(`not a sweep id: ${id}`);
  return id;
}
