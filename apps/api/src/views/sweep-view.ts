import type { Sweep, SweepSummary } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';

export const toSweepSummary = (sweep: SweepRecord): SweepSummary => ({
  id: sweep.id,
  name: sweep.name,
  state: sweep.state,
  priority: sweep.priority,
  createdAt: sweep.createdAt.toISOString(),
  endedAt: sweep.endedAt?.toISOString() ?? null,
  cells: sweep.cells,
  cached: sweep.cached,
  counts: sweep.counts,
});

/** @param remainingSeconds the store's estimate; `null` where there is none */
export const toSweep = (sweep: SweepRecord, remainingSeconds: number | null, now: Date): Sweep => ({
  ...toSweepSummary(sweep),
  remainingSeconds,
  eta: remainingSeconds === null ? null : new Date(now.getTime() + remainingSeconds * 1000).toISOString(),
  spec: sweep.spec,
});
