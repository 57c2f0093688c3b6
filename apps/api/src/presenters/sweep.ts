import type { Sweep, SweepSummary } from '@rote/contracts';
import type { Sweep as SweepRecord, SweepOutlook } from '@rote/store';

/** RFC 3339 has four digits for a year. */
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Returns the instant after this many seconds, or null if no date can express it. */
function instantAfter(now: Date, seconds: number): string | null {
  const instant = now.getTime() + seconds * 1000;
  return instant <= LAST_INSTANT ? new Date(instant).toISOString() : null;
}

/** The outlook of a sweep that is not active. */
const NOTHING_EXPECTED: SweepOutlook = { remainingSeconds: null, remainingInterval: null, waitingForGpu: 0 };

export const toSweepSummary = (
  sweep: SweepRecord,
  { remainingSeconds }: Pick<SweepOutlook, 'remainingSeconds'> = NOTHING_EXPECTED,
  now = new Date(),
): SweepSummary => ({
  id: sweep.id,
  name: sweep.name,
  project: sweep.project,
  labels: sweep.labels,
  notes: sweep.notes,
  state: sweep.state,
  priority: sweep.priority,
  device: sweep.device,
  keepWeights: sweep.keepWeights,
  timeLimitSeconds: sweep.timeLimitSeconds,
  createdAt: sweep.createdAt.toISOString(),
  pausedAt: sweep.pausedAt?.toISOString() ?? null,
  archivedAt: sweep.archivedAt?.toISOString() ?? null,
  revision: sweep.revision,
  endedAt: sweep.endedAt?.toISOString() ?? null,
  cells: sweep.cells,
  cached: sweep.cached,
  counts: sweep.counts,
  slotSeconds: sweep.slotSeconds,
  imagesPerSecond: sweep.imagesPerSecond,
  remainingSeconds,
  eta: remainingSeconds === null ? null : instantAfter(now, remainingSeconds),
});

/** The instants of an interval; null if no date can express even the earlier one. */
function instantsOf(now: Date, interval: SweepOutlook['remainingInterval']): Sweep['etaInterval'] {
  const low = interval === null ? null : instantAfter(now, interval.low);
  return interval === null || low === null ? null : { low, high: instantAfter(now, interval.high) };
}

export const toSweep = (sweep: SweepRecord, outlook = NOTHING_EXPECTED, now = new Date()): Sweep => ({
  ...toSweepSummary(sweep, outlook, now),
  waitingForGpu: outlook.waitingForGpu,
  remainingInterval: outlook.remainingInterval,
  etaInterval: instantsOf(now, outlook.remainingInterval),
  spec: sweep.spec,
});
