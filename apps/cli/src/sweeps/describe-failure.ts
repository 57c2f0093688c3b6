import type { CellSummary } from '@rote/client';
import { formatDuration } from '../format/format-duration.js';

/** Describes how a cell failed and when it is retried, such as `crash: killed (failure 1 of 3, next attempt in 4 s)`. */
export function describeFailure(
  { error, nextAttempt }: Pick<CellSummary, 'error' | 'nextAttempt'>,
  now: Date,
): string | null {
  if (error === null) return null;
  const what = `${error.class}: ${error.message}`;
  if (nextAttempt === null) return what;
  const { failures, mostFailures, dueAt } = nextAttempt;
  const waitMs = new Date(dueAt).getTime() - now.getTime();
  const next = waitMs <= 0 ? 'is due' : `in ${formatDuration(Math.ceil(waitMs / 1000))}`;
  return `${what} (failure ${String(failures)} of ${String(mostFailures)}, next attempt ${next})`;
}
