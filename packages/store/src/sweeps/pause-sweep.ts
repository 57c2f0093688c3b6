import { type Author, recordChange } from '../access/audit.js';
import type { Database } from '../database/database.js';
import { lockAdmission } from '../projects/admission.js';
import { lockUnended } from './lock-unended.js';
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
    const sweep = await lockUnended(tx, id);
    if (sweep === undefined || sweep.isPaused) return sweep !== undefined;
    // What is being queued at this moment is returned too.
    await lockAdmission(tx);
    await tx.$executeRaw`UPDATE sweeps SET paused_at = now() WHERE id = ${id}::uuid`;
    await returnUnwanted(tx, id);
    await recordChange(tx, author, { action: 'sweep.pause', object: id });
    await countChange(tx);
    return true;
  });
}
