import type { Sweep } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';
import type { AppOptions } from '../app-types.js';
import { toSweep } from './sweep-view.js';

/** A sweep as the API shows it, with what can be expected of it now. */
export async function presentSweep(
  sweep: SweepRecord,
  { store, leaseMs }: Pick<AppOptions, 'store' | 'leaseMs'>,
): Promise<Sweep> {
  const outlooks = await store.sweeps.outlooks([sweep], { leaseMs });
  return toSweep(sweep, outlooks.get(sweep.id));
}
