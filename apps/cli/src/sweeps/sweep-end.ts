import type { SweepSummary } from '@rote/contracts';
import { CommandError } from '../command-error.js';
import { shortId } from '../format/short-id.js';

export const plural = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** What an ended sweep came to, in one line. */
export function describeEnd({
  cells,
  cached,
  counts,
}: Pick<SweepSummary, 'cells' | 'cached' | 'counts'>): string {
  const withResult = counts.succeeded + counts.diverged;
  // A cell that was cached has its result; what other sweeps trained meanwhile counts as trained here, too.
  const trained = Math.max(0, withResult - cached);
  const diverged = counts.diverged > 0 ? ` (${String(counts.diverged)} of all diverged)` : '';
  if (withResult === cells && trained === 0)
    return `Trained 0 cells: all ${String(cells)} cached${diverged}.`;
  return `Trained ${plural(trained, 'cell')}, ${String(cached)} cached, ${String(counts.failed)} failed, ${String(counts.cancelled)} cancelled${diverged}.`;
}

/** @throws CommandError where an ended sweep lacks a result */
export function requireResults({ id, counts }: Pick<SweepSummary, 'id' | 'counts'>): void {
  const missing = [
    counts.failed > 0 ? `${plural(counts.failed, 'cell')} failed` : undefined,
    counts.cancelled > 0 ? `${plural(counts.cancelled, 'cell')} cancelled` : undefined,
  ].filter((part) => part !== undefined);
  if (missing.length === 0) return;
  const state = counts.failed > 0 ? 'failed' : 'cancelled';
  throw new CommandError(
    `${missing.join(', ')}: "npx rote cells ${shortId(id)} --state ${state}" lists them.`,
  );
}
