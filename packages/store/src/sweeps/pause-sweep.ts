import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { returnUnwanted } from './return-unwanted.js';
import { countChange } from './sweep-changes.js';

/**
 * Pauses an unfinished sweep; a paused one stays paused. Its queued cells become pending unless another active sweep
 * contains them. Workers return running ones after learning of the pause through `AttemptStore.review`.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function pauseSweep(database: Database, id: string, author: Author): Promise<boolean> {
  return database.transaction(async (tx) => {
    const paused = await tx.$executeRaw`
      UPDATE sweeps SET paused_at = coalesce(paused_at, now()) WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (paused === 0) return false;
    await returnUnwanted(tx, id);
    await recordChange(tx, author, { action: 'sweep.pause', object: id });
    await countChange(tx);
    return true;
  });
}
