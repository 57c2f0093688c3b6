import type { SweepSummary } from '@rote/client';
import { CommandError } from '../command-error.js';
import { shortId } from '../format/short-id.js';

export const plural = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Cells that have not ended; in a cancelled sweep, those that other sweeps want. */
export const countUnfinished = ({ pending, queued, running }: SweepSummary['counts']): number =>
  pending + queued + running;

/** Describes the outcome of an ended sweep in one line. */
export function describeEnd({
  state,
  cells,
  cached,
  counts,
}: Pick<SweepSummary, 'state' | 'cells' | 'cached' | 'counts'>): string {
  const withResult = counts.succeeded + counts.diverged;
  // A cached cell has its result; cells that other sweeps trained in the meantime count as trained here too.
  const trained = Math.max(0, withResult - cached);
  const diverged = counts.diverged > 0 ? ` (${String(counts.diverged)} of all diverged)` : '';
  const begin = state === 'cancelled' ? 'Cancelled: trained' : 'Trained';
  const left = countUnfinished(counts);
  const rest = left === 0 ? '' : `, ${String(left)} left to other sweeps or not yet cancelled`;
  if (withResult === cells && trained === 0)
    return `${begin} 0 cells: all ${String(cells)} cached${diverged}.`;
  return `${begin} ${plural(trained, 'cell')}, ${String(cached)} cached, ${String(counts.failed)} failed, ${String(counts.cancelled)} cancelled${rest}${diverged}.`;
}

/** @throws CommandError if an ended sweep lacks a result */
export function requireResults({ id, counts }: Pick<SweepSummary, 'id' | 'counts'>): void {
  const left = countUnfinished(counts);
  const missing = [
    counts.failed > 0 ? `${plural(counts.failed, 'cell')} failed` : undefined,
    counts.cancelled > 0 ? `${plural(counts.cancelled, 'cell')} cancelled` : undefined,
    left > 0 ? `${plural(left, 'cell')} left to other sweeps or not yet cancelled` : undefined,
  ].filter((part) => part !== undefined);
  if (missing.length === 0) return;
  const state = (['failed', 'cancelled'] as const).find((each) => counts[each] > 0);
  const filter = state === undefined ? '' : ` --state ${state}`;
  throw new CommandError(`${missing.join(', ')}: "npx rote cells ${shortId(id)}${filter}" lists them.`);
}
