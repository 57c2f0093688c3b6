import type { Queryable } from '../database/database.js';

/**
 * Tells the process that feeds the queue, wherever it is, that a sweep has changed. Must be the last statement of its
 * transaction: transactions that change other sweeps wait from here until it ends.
 */
export async function countChange(tx: Queryable): Promise<void> {
  await tx.$executeRaw`UPDATE sweep_changes SET made = made + 1`;
}

/** Returns the number of the last change if the queue has not been filled since; otherwise undefined. */
export async function findPendingChange(client: Queryable): Promise<number | undefined> {
  const [change] = await client.$queryRaw<{ made: number }[]>`
    SELECT made FROM sweep_changes WHERE made <> fed`;
  return change?.made;
}

export async function markChangeDispatched(client: Queryable, change: number): Promise<void> {
  await client.$executeRaw`UPDATE sweep_changes SET fed = ${change}`;
}
