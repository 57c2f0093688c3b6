import type { Sweep } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';
import type { AppOptions } from '../app-types.js';
import { toSweep } from './sweep-view.js';

/** A sweep as the API shows it, with what can be expected of it now. */
export async function presentSweep(
  sweep: SweepRecord,
  { store, leaseMs }: Pick<AppOptions, 'store' | 'leaseMs'>,
): Promise<Sweep> {
  const now = new Date();
  if (sweep.state !== 'active') return toSweep(sweep, { waitingForGpu: 0, remainingSeconds: null, now });
  const waitingForGpu = await store.sweeps.waitingForGpu(sweep.id, { leaseMs });
  const remainingSeconds = waitingForGpu > 0 ? null : await store.sweeps.remainingSeconds(sweep.id);
  return toSweep(sweep, { waitingForGpu, remainingSeconds, now });
}
