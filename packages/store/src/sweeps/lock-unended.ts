import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';

interface UnendedSweep {
  readonly isPaused: boolean;
}

/**
 * Locks a sweep until the transaction ends, so that what is returned stays true. Returns undefined if the sweep does not
 * exist or has ended.
 */
export async function lockUnended(tx: Queryable, id: string): Promise<UnendedSweep | undefined> {
  const [sweep] = await tx.$queryRaw<UnendedSweep[]>`
    SELECT paused_at IS NOT NULL AS "isPaused" FROM sweeps
    WHERE id = ${id}::uuid AND ${HAS_NOT_ENDED} FOR NO KEY UPDATE`;
  return sweep;
}
