import type { SweepSummary } from '@rote/client';

/** Describes the state of a sweep, and whether some of its cells have failed. */
export function describeState({ state, counts }: Pick<SweepSummary, 'state' | 'counts'>): string {
  return state === 'completed' && counts.failed > 0 ? 'completed, some failed' : state;
}
