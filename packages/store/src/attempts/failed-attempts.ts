import type { Cell, FailureClass, MicroBatches } from '@rote/domain';
import { describeOutOfMemory, retryDelayMs } from '@rote/domain';
import type { Queryable } from '../database/database.js';

export interface FailedAttempt {
  readonly cellId: string;
  readonly class: FailureClass;
  readonly message: string;
  readonly stderr?: string | undefined;
  /** If true, no other attempt follows, whatever the policy for the class. */
  readonly isFinal?: boolean | undefined;
}

/** What previous attempts at a cell mean for the failure of the running one. */
interface History {
  readonly cellId: string;
  readonly cell: Cell;
  /**
   * The number of batch parts of each attempt that failed in this way since the cell was submitted, ending with this
   * one.
   */
  readonly tried: readonly MicroBatches[];
}

/** Text that Postgres accepts: a crashed trainer may leave any bytes, including NUL and unpaired surrogates. */
const storableText = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\ufffd');

/** Reads the history of each cell; only failures of the same class count. */
async function readHistories(
  tx: Queryable,
  failed: readonly FailedAttempt[],
): Promise<ReadonlyMap<string, History>> {
  const histories = await tx.$queryRaw<History[]>`
    SELECT c.id AS "cellId", c.spec AS cell,
      ARRAY(
        SELECT a.micro_batches FROM attempts a
        WHERE a.cell_id = c.id AND a.number > c.tried_before
          AND (a.failure_class = f.class OR a.number = c.attempt)
        ORDER BY a.number
      ) AS tried
    FROM unnest(${failed.map(({ cellId }) => cellId)}::text[], ${failed.map((attempt) => attempt.class)}::text[])
      AS f (cell_id, class)
    JOIN cells c ON c.id = f.cell_id`;
  return new Map(histories.map((history) => [history.cellId, history]));
}

/**
 * The cell's message about its last failure. If the cell is given up because it ran out of memory, the message includes
 * what was tried.
 */
function describeForCell(failed: FailedAttempt, isLast: boolean, history: History | undefined): string {
  if (!isLast || failed.isFinal === true || failed.class !== 'out-of-memory' || history === undefined)
    return failed.message;
  return `${describeOutOfMemory(history.cell, history.tried)}: ${failed.message}`;
}

/**
 * Ends the running attempts of cells whose rows the transaction has locked. Each cell becomes pending again after the
 * delay for its failure, or failed if no attempts remain.
 *
 * @returns the delays in milliseconds, in the order of `failed`; `null` for a cell that has failed
 */
export async function recordFailures(
  tx: Queryable,
  failed: readonly FailedAttempt[],
): Promise<readonly (number | null)[]> {
  if (failed.length === 0) return [];
  const histories = await readHistories(tx, failed);
  const verdicts = failed.map((attempt) => {
    const history = histories.get(attempt.cellId);
    const delayMs =
      attempt.isFinal === true ? null : retryDelayMs(attempt.class, Math.max(1, history?.tried.length ?? 0));
    return {
      ...attempt,
      message: storableText(attempt.message),
      cellMessage: storableText(describeForCell(attempt, delayMs === null, history)),
      stderr: attempt.stderr === undefined ? undefined : storableText(attempt.stderr),
      delayMs,
    };
  });
  await tx.$executeRaw`
    WITH verdicts AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb)
        AS v ("cellId" TEXT, class TEXT, message TEXT, "cellMessage" TEXT, stderr TEXT, "delayMs" DOUBLE PRECISION)
    ), ended AS (
      UPDATE cells c SET
        state = CASE WHEN "delayMs" IS NULL THEN 'failed' ELSE 'pending' END,
        ended_at = CASE WHEN "delayMs" IS NULL THEN now() END,
        available_at = now() + coalesce("delayMs", 0) * interval '1 millisecond',
        worker_id = CASE WHEN "delayMs" IS NULL THEN worker_id END,
        started_at = CASE WHEN "delayMs" IS NULL THEN started_at END,
        failures = failures + 1, queued_at = NULL, failure_class = v.class, failure_message = v."cellMessage"
      FROM verdicts v WHERE c.id = v."cellId"
      RETURNING c.id, c.attempt, v.class, v.message, v.stderr
    )
    UPDATE attempts a SET outcome = 'failed', ended_at = now(),
      failure_class = ended.class, message = ended.message, stderr = ended.stderr
    FROM ended WHERE a.cell_id = ended.id AND a.number = ended.attempt`;
  return verdicts.map(({ delayMs }) => delayMs);
}
