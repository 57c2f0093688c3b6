import { type Author, recordChange } from '../access/audit.js';
import type { Database } from '../database/database.js';
import { lockUnended } from './lock-unended.js';
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
    const sweep = await lockUnended(tx, id);
    if (sweep === undefined || sweep.priority === priority) return sweep !== undefined;
    await tx.$executeRaw`UPDATE sweeps SET priority = ${priority} WHERE id = ${id}::uuid`;
    await recordChange(tx, author, { action: 'sweep.prioritize', object: id, details: { priority } });
    await countChange(tx);
    return true;
  });
}
