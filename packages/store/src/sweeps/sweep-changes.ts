import type { Queryable } from '../database/database.js';

/**
 * Tells whoever feeds the queue that a sweep has changed, in whichever process it is. The last statement of its
 * transaction: whoever changes another sweep waits from here on until it has ended.
 */
export async function countChange(tx: Queryable): Promise<void> {
  await tx.$executeRaw`UPDATE sweep_changes SET made = made + 1`;
}

/** The number of the last change, where the queue has not been filled since; else undefined. */
export async function findPendingChange(client: Queryable): Promise<number | undefined> {
  const [change] = await client.$queryRaw<{ made: number }[]>`
    SELECT made FROM sweep_changes WHERE made <> fed`;
  return change?.made;
}

export async function markChangeDispatched(client: Queryable, change: number): Promise<void> {
  await client.$executeRaw`UPDATE sweep_changes SET fed = ${change}`;
}
