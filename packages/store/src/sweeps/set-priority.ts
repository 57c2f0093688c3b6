import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database } from '../database/database.js';
import { countChange } from './sweep-changes.js';

/**
 * Changes the priority of an unfinished sweep. Its spec stays as it was submitted.
 *
 * @returns `false` if the sweep does not exist or has ended
 */
export function setPriority(
  database: Database,
  id: string,
  priority: number,
  author: Author,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE sweeps SET priority = ${priority} WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED}`;
    if (changed === 0) return false;
    await recordChange(tx, author, { action: 'sweep.prioritize', object: id, details: { priority } });
    await countChange(tx);
    return true;
  });
}
