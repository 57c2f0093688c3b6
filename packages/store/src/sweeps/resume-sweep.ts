import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { countChange } from './sweep-changes.js';

/**
 * Resumes a paused sweep; a sweep that is not paused stays as it is.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function resumeSweep(database: Database, id: string, author: Author): Promise<boolean> {
  return database.transaction(async (tx) => {
    const resumed = await tx.$executeRaw`
      UPDATE sweeps SET paused_at = NULL WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (resumed === 0) return false;
    await recordChange(tx, author, { action: 'sweep.resume', object: id });
    await countChange(tx);
    return true;
  });
}
