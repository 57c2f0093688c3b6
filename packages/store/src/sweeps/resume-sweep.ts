import { type Author, recordChange } from '../access/audit.js';
import type { Database } from '../database/database.js';
import { lockUnended } from './lock-unended.js';
import { countChange } from './sweep-changes.js';

/**
 * Resumes a paused sweep; a sweep that is not paused stays as it is.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function resumeSweep(database: Database, id: string, author: Author): Promise<boolean> {
  return database.transaction(async (tx) => {
    const sweep = await lockUnended(tx, id);
    if (sweep?.isPaused !== true) return sweep !== undefined;
    await tx.$executeRaw`UPDATE sweeps SET paused_at = NULL, fair_start = NULL WHERE id = ${id}::uuid`;
    await recordChange(tx, author, { action: 'sweep.resume', object: id });
    await countChange(tx);
    return true;
  });
}
