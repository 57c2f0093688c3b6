import { isWanted, timeLimitOf } from '../cells/active-sweep.js';
import type { AttemptRef } from './claim-attempt.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

export interface AttemptReview {
  /** Attempts that no longer count because another attempt has started or the cell has its result. */
  readonly superseded: readonly AttemptRef[];
  /**
   * Attempts that no longer count because the cell was cancelled or the worker was given up. No other attempt has
   * started: the next one resumes from where these stop.
   */
  readonly withdrawn: readonly AttemptRef[];
  /**
   * Attempts that still count but must stop and return their cells: a cell of a higher priority waits for the slot, or
   * no active sweep contains theirs.
   */
  readonly yielding: readonly AttemptRef[];
  /**
   * Attempts that may continue, but only until this long after they started; `sweep` is the one that allows the most.
   */
  readonly limited: readonly (AttemptRef & { readonly seconds: number; readonly sweep: string })[];
}

type Verdict = 'superseded' | 'withdrawn' | 'yielding' | 'running';

interface ReviewRow extends AttemptRef {
  readonly verdict: Verdict;
  readonly seconds: number | null;
  readonly sweep: string | null;
}

/** Returns what has become of attempts that a worker believes to be its own, in their order. */
export async function reviewAttempts(client: Queryable, refs: readonly AttemptRef[]): Promise<AttemptReview> {
  const reviewed = await client.$queryRaw<ReviewRow[]>`
    SELECT ref.cell_id AS "cellId", ref.attempt,
      CASE
        WHEN c.attempt = ref.attempt AND c.state = 'running' THEN
          CASE WHEN c.yield_asked OR NOT ${isWanted(Prisma.sql`c.id`)} THEN 'yielding' ELSE 'running' END
        WHEN c.attempt = ref.attempt AND c.state IN ('pending', 'queued', 'failed', 'cancelled') THEN 'withdrawn'
        ELSE 'superseded'
      END AS verdict,
      most.seconds, most.sweep
    FROM unnest(${refs.map(({ cellId }) => cellId)}::text[], ${refs.map(({ attempt }) => attempt)}::int[])
      WITH ORDINALITY AS ref (cell_id, attempt, place)
    LEFT JOIN cells c ON c.id = ref.cell_id
    LEFT JOIN LATERAL ${timeLimitOf(Prisma.sql`c.id`)} most ON true
    ORDER BY ref.place`;
  const those = (verdict: Verdict): readonly AttemptRef[] =>
    reviewed.filter((row) => row.verdict === verdict).map(({ cellId, attempt }) => ({ cellId, attempt }));
  return {
    superseded: those('superseded'),
    withdrawn: those('withdrawn'),
    yielding: those('yielding'),
    limited: reviewed.flatMap(({ cellId, attempt, verdict, seconds, sweep }) =>
      verdict === 'running' && seconds !== null && sweep !== null
        ? [{ cellId, attempt, seconds, sweep }]
        : [],
    ),
  };
}
