import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { returnUnwanted } from './return-unwanted.js';
import { countChange } from './sweep-changes.js';

/**
 * Pauses a sweep that has not ended; one that is paused stays so. Its queued cells that no active sweep has become
 * pending; running ones are handed back by their workers, which learn of it by `AttemptStore.review`.
 *
 * @returns `false` where there is no such sweep, or it has ended
 */
export function pauseSweep(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const paused = await tx.$executeRaw`
      UPDATE sweeps SET paused_at = coalesce(paused_at, now()) WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (paused === 0) return false;
    await returnUnwanted(tx, id);
    await countChange(tx);
    return true;
  });
}
