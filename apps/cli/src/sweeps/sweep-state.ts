import type { SweepSummary } from '@rote/contracts';

/** The state of a sweep as a person would say it: one that has ended without a single result has failed. */
export function describeState({
  state,
  counts,
  cells,
}: Pick<SweepSummary, 'state' | 'counts' | 'cells'>): string {
  if (state !== 'completed' || counts.failed === 0) return state;
  return counts.failed === cells ? 'failed' : 'completed, some failed';
}
