import type { Sweep } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';
import type { AppOptions } from '../app-types.js';
import { toSweep } from './sweep.js';

/** Presents a sweep with its current outlook. */
export async function presentSweep(
  sweep: SweepRecord,
  { store, leaseMs }: Pick<AppOptions, 'store' | 'leaseMs'>,
): Promise<Sweep> {
  const outlooks = await store.sweeps.outlooks([sweep], { leaseMs, withIntervals: true });
  return toSweep(sweep, outlooks.get(sweep.id));
}
