import type { FailureClass } from '@rote/domain';
import { retryDelayMs } from '@rote/domain';
import type { Queryable } from './database.js';

export interface FailedAttempt {
  readonly cellId: string;
  /** Failures of the cell before this one. */
  readonly failures: number;
  readonly class: FailureClass;
  readonly message: string;
  readonly stderr?: string | undefined;
}

/** What Postgres takes as text: a trainer that crashes leaves any bytes behind, NUL and halves of characters too. */
const storableText = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\ufffd');

/**
 * Ends the running attempts of cells whose rows the transaction has locked: each cell is pending again after the wait
 * that its failure asks for, or failed where no tries remain.
 *
 * @returns the new states, in the order of `failed`
 */
export async function recordFailures(
  tx: Queryable,
  failed: readonly FailedAttempt[],
): Promise<readonly ('pending' | 'failed')[]> {
  const verdicts = failed.map((attempt) => ({
    ...attempt,
    message: storableText(attempt.message),
    stderr: attempt.stderr === undefined ? undefined : storableText(attempt.stderr),
    delayMs: retryDelayMs(attempt.class, attempt.failures + 1),
  }));
  await tx.$executeRaw`
    WITH verdicts AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb)
        AS v ("cellId" TEXT, class TEXT, message TEXT, stderr TEXT, "delayMs" DOUBLE PRECISION)
    ), ended AS (
      UPDATE cells c SET
        state = CASE WHEN "delayMs" IS NULL THEN 'failed' ELSE 'pending' END,
        ended_at = CASE WHEN "delayMs" IS NULL THEN now() END,
        available_at = now() + coalesce("delayMs", 0) * interval '1 millisecond',
        worker_id = CASE WHEN "delayMs" IS NULL THEN worker_id END,
        started_at = CASE WHEN "delayMs" IS NULL THEN started_at END,
        failures = failures + 1, queued_at = NULL, failure_class = v.class, failure_message = v.message
      FROM verdicts v WHERE c.id = v."cellId"
      RETURNING c.id, c.attempt, v.class, v.message, v.stderr
    )
    UPDATE attempts a SET outcome = 'failed', ended_at = now(),
      failure_class = ended.class, message = ended.message, stderr = ended.stderr
    FROM ended WHERE a.cell_id = ended.id AND a.number = ended.attempt`;
  return verdicts.map(({ delayMs }) => (delayMs === null ? 'failed' : 'pending'));
}
