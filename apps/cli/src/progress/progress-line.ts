import type { SweepState } from '@rote/contracts';
import type { CellState } from '@rote/domain';
import { displayWidth } from '../format/display-width.js';
import { formatDuration } from '../format/format-duration.js';
import { formatInterval, type SecondsInterval } from '../format/format-interval.js';

export interface SweepProgress {
  readonly state: SweepState;
  /** All cells of the sweep. */
  readonly cells: number;
  /** Cells that had their result before the sweep was submitted. */
  readonly cached: number;
  readonly counts: Readonly<Record<CellState, number>>;
  /** Waiting cells that ask for a GPU while no live worker has one. */
  readonly waitingForGpu: number;
  /** Null while it is unknown. */
  readonly remainingSeconds: number | null;
  /** Where that time is in 80 of 100 cases; older APIs do not say. */
  readonly remainingInterval?: SecondsInterval | null;
}

const BAR_WIDTH = 20;

/** `#` for what is done, `x` for what ended without a result. */
function bar(done: number, lost: number, cells: number): string {
  const full = cells === 0 ? BAR_WIDTH : Math.floor((done / cells) * BAR_WIDTH);
  const ended = cells === 0 ? BAR_WIDTH : Math.floor(((done + lost) / cells) * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'x'.repeat(ended - full)}${'-'.repeat(BAR_WIDTH - ended)}]`;
}

/** A cancelled sweep needs a mark: other sweeps may train its cells, so its line would look like an active one's. */
const prefix = ({ state }: SweepProgress): string => (state === 'cancelled' ? 'cancelled: ' : '');

/** Describes what to expect of a sweep; empty once it has ended. */
function outlook({ state, cells, counts, remainingSeconds, remainingInterval }: SweepProgress): string {
  const ended = counts.succeeded + counts.diverged + counts.failed + counts.cancelled;
  if (ended >= cells || state === 'cancelled') return '';
  if (state === 'paused') return ', paused';
  if (remainingSeconds === null) return ', ETA unknown';
  const interval = formatInterval(remainingInterval);
  return `, ETA ${formatDuration(remainingSeconds)}${interval === '' ? '' : ` (${interval})`}`;
}

/**
 * Counts what is done and what is not, without the time it will take, for example
 * `[##########----------] 19/38 done (4 cached), 2 running, 0 failed, 17 waiting`.
 * Diverged cells count as done: they have their result. Rare counts (diverged, cancelled, waiting for a GPU) show only if
 * they are not zero.
 */
export function countLine(progress: SweepProgress): string {
  const { state, cells, cached, counts, waitingForGpu } = progress;
  const done = counts.succeeded + counts.diverged;
  const waiting = counts.pending + counts.queued;
  const isCancelled = state === 'cancelled';
  return [
    prefix(progress),
    `${bar(done, counts.failed + counts.cancelled, cells)} ${String(done)}/${String(cells)} done`,
    cached > 0 ? ` (${String(cached)} cached)` : '',
    counts.diverged > 0 ? `, ${String(counts.diverged)} of them diverged` : '',
    isCancelled ? '' : `, ${String(counts.running)} running`,
    `, ${String(counts.failed)} failed`,
    counts.cancelled > 0 ? `, ${String(counts.cancelled)} cancelled` : '',
    !isCancelled && waiting > 0 ? `, ${String(waiting)} waiting` : '',
    isCancelled && waiting + counts.running > 0
      ? `, ${String(waiting + counts.running)} left to other sweeps or not yet cancelled`
      : '',
    waitingForGpu > 0 ? ` (${String(waitingForGpu)} for a GPU worker, and none is live)` : '',
  ].join('');
}

/** Describes how far a sweep is in one line; if it is wider than the terminal, the less important parts are dropped. */
export function progressLine(progress: SweepProgress, columns = Number.POSITIVE_INFINITY): string {
  const { cells, counts } = progress;
  const done = `${prefix(progress)}${String(counts.succeeded + counts.diverged)}/${String(cells)} done`;
  const running = progress.state === 'cancelled' ? '' : `, ${String(counts.running)} running`;
  const failed = counts.failed > 0 ? `, ${String(counts.failed)} failed` : '';
  const expected = outlook(progress);
  const lines = [
    countLine(progress) + expected,
    done + running + failed + expected,
    done + failed + expected,
    done + expected,
  ];
  return lines.find((line) => displayWidth(line) <= columns) ?? expected.replace(', ', '');
}
