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

/** RFC 3339 has four digits for a year. */
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** When something ends that takes so long from now on; `null` where no date says it. */
function instantAfter(now: Date, seconds: number): string | null {
  const instant = now.getTime() + seconds * 1000;
  return instant <= LAST_INSTANT ? new Date(instant).toISOString() : null;
}

export const toSweep = (
  sweep: SweepRecord,
  { remainingSeconds, waitingForGpu, now }: SweepOutlook,
): Sweep => ({
  ...toSweepSummary(sweep),
  waitingForGpu,
  remainingSeconds,
  eta: remainingSeconds === null ? null : instantAfter(now, remainingSeconds),
  spec: sweep.spec,
});
