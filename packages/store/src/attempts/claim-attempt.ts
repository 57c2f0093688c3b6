import type { Cell, EngineIdentity, MicroBatches } from '@rote/domain';
import { isWanted } from '../cells/active-sweep.js';
import type { Database, Queryable } from '../database/database.js';
import { asksForGpu } from '../cells/device-requirement.js';
import { Prisma } from '../generated/client.js';
import { lockAdmission, payingProject } from '../projects/admission.js';

/** One attempt at a cell. The number is the fencing token. */
export interface AttemptRef {
  readonly cellId: string;
  readonly attempt: number;
}

/** An attempt that has started, and what it must do. */
export interface ClaimedAttempt {
  readonly ref: AttemptRef;
  readonly cell: Cell;
  /** 2 if an attempt has run out of memory since the cell was submitted. */
  readonly microBatches: MicroBatches;
  /** Whether a sweep asks for the final weights. */
  readonly keepWeights: boolean;
}

/** Which worker wants to start an attempt at which cell. */
export interface AttemptClaim {
  readonly cellId: string;
  /** The number of previous attempts. */
  readonly attempt: number;
  readonly workerId: string;
  readonly engine: EngineIdentity;
}

interface ClaimRow {
  readonly attempt: number;
  readonly spec: Cell;
  readonly microBatches: MicroBatches;
  readonly keepWeights: boolean;
}

const toClaimedAttempt = (
  cellId: string,
  { attempt, spec, microBatches, keepWeights }: ClaimRow,
): ClaimedAttempt => ({ ref: { cellId, attempt }, cell: spec, microBatches, keepWeights });

/** Whether a sweep that contains the cell asks for the final weights, even if it is paused. */
const keepsWeights = (cellId: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM sweep_cells k JOIN sweeps keeping ON keeping.id = k.sweep_id
  WHERE k.cell_id = ${cellId} AND keeping.keep_weights AND keeping.cancelled_at IS NULL)`;

/** Whether a row of `cells` may be trained, and by this engine. */
const isFor = ({ engine }: AttemptClaim): Prisma.Sql => Prisma.sql`
  ${isWanted(Prisma.sql`cells.id`)} AND (${engine.device} = 'gpu' OR NOT ${asksForGpu(Prisma.sql`cells.id`)})`;

/** Starts an attempt at the queued cell in one statement, if `condition` also holds. */
async function begin(
  client: Queryable,
  { cellId, attempt, workerId, engine }: AttemptClaim,
  condition: Prisma.Sql,
): Promise<ClaimedAttempt | undefined> {
  const [claimed] = await client.$queryRaw<ClaimRow[]>`
    WITH claimed AS (
      UPDATE cells SET state = 'running', attempt = attempt + 1, worker_id = ${workerId}, started_at = now()
      WHERE id = ${cellId} AND attempt = ${attempt} AND state = 'queued' AND ${condition}
      RETURNING id, attempt, spec, tried_before, project, available_at
    ), logged AS (
      INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, project, available_at,
        micro_batches)
      SELECT id, attempt, ${workerId}, ${engine.name}, ${engine.version}, ${engine.device}, ${engine.deviceName}, project, available_at,
        CASE WHEN EXISTS (
          SELECT FROM attempts a
          WHERE a.cell_id = claimed.id AND a.number > claimed.tried_before AND a.failure_class = 'out-of-memory'
        ) THEN 2 ELSE 1 END
      FROM claimed
      RETURNING micro_batches
    )
    SELECT attempt, spec, micro_batches AS "microBatches", ${keepsWeights(Prisma.sql`claimed.id`)} AS "keepWeights"
    FROM claimed, logged`;
  return claimed && toClaimedAttempt(cellId, claimed);
}

export const claimAttempt = (client: Queryable, claim: AttemptClaim): Promise<ClaimedAttempt | undefined> =>
  begin(client, claim, isFor(claim));

/** Starts an attempt at a cell that waits for a job, or that has yet to be queued, if its project has room for it. */
export function claimAgain(
  { transaction }: Database,
  claim: AttemptClaim,
): Promise<ClaimedAttempt | undefined> {
  return transaction(async (tx) => {
    await lockAdmission(tx);
    const payer = payingProject(Prisma.sql`${claim.cellId}`);
    const queued = await tx.$executeRaw`
      UPDATE cells SET state = 'queued', queued_at = coalesce(queued_at, now()),
        project = CASE state WHEN 'queued' THEN project ELSE ${payer} END
      WHERE id = ${claim.cellId} AND attempt = ${claim.attempt} AND state IN ('pending', 'queued')
        AND available_at <= now() AND (state = 'queued' OR ${payer} IS NOT NULL) AND ${isFor(claim)}`;
    // The row is locked, so repeating the checks is unnecessary, and harmful: after a pause, the cell would stay queued
    // with no worker for it.
    return queued === 0 ? undefined : begin(tx, claim, Prisma.sql`true`);
  });
}

/** The attempt started by a claim whose reply was lost. */
export async function findClaimed(
  client: Queryable,
  { cellId, attempt, workerId }: Omit<AttemptClaim, 'engine'>,
): Promise<ClaimedAttempt | undefined> {
  const [claimed] = await client.$queryRaw<ClaimRow[]>`
    SELECT c.attempt, c.spec, a.micro_batches AS "microBatches", ${keepsWeights(Prisma.sql`c.id`)} AS "keepWeights"
    FROM cells c JOIN attempts a ON a.cell_id = c.id AND a.number = c.attempt
    WHERE c.id = ${cellId} AND c.attempt = ${attempt} + 1 AND c.state = 'running' AND c.worker_id = ${workerId}`;
  return claimed && toClaimedAttempt(cellId, claimed);
}
