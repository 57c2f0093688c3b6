import type { Sweep, SweepSummary } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';

export const toSweepSummary = (sweep: SweepRecord): SweepSummary => ({
  id: sweep.id,
  name: sweep.name,
  state: sweep.state,
  priority: sweep.priority,
  device: sweep.device,
  keepWeights: sweep.keepWeights,
  createdAt: sweep.createdAt.toISOString(),
  pausedAt: sweep.pausedAt?.toISOString() ?? null,
  endedAt: sweep.endedAt?.toISOString() ?? null,
  cells: sweep.cells,
  cached: sweep.cached,
  counts: sweep.counts,
});

export interface SweepOutlook {
  /** The store's estimate; `null` where there is none. */
  readonly remainingSeconds: number | null;
  readonly waitingForGpu: number;
  readonly now: Date;
}

export const toSweep = (
  sweep: SweepRecord,
  { remainingSeconds, waitingForGpu, now }: SweepOutlook,
): Sweep => ({
  ...toSweepSummary(sweep),
  waitingForGpu,
  remainingSeconds,
  eta: remainingSeconds === null ? null : new Date(now.getTime() + remainingSeconds * 1000).toISOString(),
  spec: sweep.spec,
});
