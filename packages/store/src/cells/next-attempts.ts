import { type FailureClass, RETRY_POLICY } from '@rote/domain';
import type { Queryable } from '../database/database.js';

/** The next attempt that a failed cell waits for. */
export interface NextAttempt {
  /** Attempts since the cell was submitted that failed in the same way as the last one. */
  readonly failures: number;
  /** After this many, the cell fails permanently. */
  readonly mostFailures: number;
  /** It is not queued before this time. */
  readonly dueAt: Date;
}

interface WaitingRow {
  readonly cellId: string;
  readonly class: FailureClass;
  readonly failures: number;
  readonly dueAt: Date;
}

/** Returns the next attempt of each of the cells that waits for one after a failure, by cell. */
export async function readNextAttempts(
  client: Queryable,
  cellIds: readonly string[],
): Promise<ReadonlyMap<string, NextAttempt>> {
  const rows = await client.$queryRaw<WaitingRow[]>`
    SELECT c.id AS "cellId", c.failure_class AS class, c.available_at AS "dueAt", (
      SELECT count(*)::int FROM attempts a
      WHERE a.cell_id = c.id AND a.number > c.tried_before AND a.failure_class = c.failure_class
    ) AS failures
    FROM cells c
    WHERE c.id = ANY(${[...cellIds]}::text[]) AND c.state IN ('pending', 'queued') AND c.failure_class IS NOT NULL`;
  return new Map(
    rows.map(({ cellId, class: failure, failures, dueAt }) => [
      cellId,
      { failures, mostFailures: RETRY_POLICY[failure].attempts, dueAt },
    ]),
  );
}
