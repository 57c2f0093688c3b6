import type { SweepState } from '@rote/contracts';
import type { CellState } from '@rote/domain';
import { formatDuration } from '../format/format-duration.js';

export interface SweepProgress {
  readonly state: SweepState;
  /** All cells of the sweep. */
  readonly cells: number;
  /** Cells that had their result before the sweep came. */
  readonly cached: number;
  readonly counts: Readonly<Record<CellState, number>>;
  /** Those of the waiting that ask for a GPU while no worker has one. */
  readonly waitingForGpu: number;
  /** `null` while nothing is known. */
  readonly remainingSeconds: number | null;
}

const BAR_WIDTH = 20;

const bar = (share: number): string => {
  const full = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
};

/**
 * One line on how far a sweep is, for example
 * `[##########----------] 19/38 done (4 cached), 2 running, 0 failed, 17 waiting, ETA 1 min 20 s`.
 * Diverged cells are done: they have their result. What is rare (diverged, cancelled, waiting for a GPU, paused)
 * shows only where it occurs.
 */
export function progressLine({
  state,
  cells,
  cached,
  counts,
  waitingForGpu,
  remainingSeconds,
}: SweepProgress): string {
  const done = counts.succeeded + counts.diverged;
  const waiting = counts.pending + counts.queued;
  const ended = done + counts.failed + counts.cancelled;
  const eta = `ETA ${remainingSeconds === null ? 'unknown' : formatDuration(remainingSeconds)}`;
  return [
    `${bar(cells === 0 ? 1 : ended / cells)} ${String(done)}/${String(cells)} done`,
    cached > 0 ? ` (${String(cached)} cached)` : '',
    counts.diverged > 0 ? `, ${String(counts.diverged)} of them diverged` : '',
    `, ${String(counts.running)} running, ${String(counts.failed)} failed`,
    counts.cancelled > 0 ? `, ${String(counts.cancelled)} cancelled` : '',
    waiting > 0 ? `, ${String(waiting)} waiting` : '',
    waitingForGpu > 0 ? ` (${String(waitingForGpu)} for a GPU worker: none is live)` : '',
    ended < cells ? `, ${state === 'paused' ? 'paused' : eta}` : '',
  ].join('');
}
