import type { ExpandedCell, SweepSpec } from '@rote/domain';
import { architectureName, corruptionName, labelNoise, regularizerName, RoteError } from '@rote/domain';
import { BRING_BACK } from './bring-back.js';
import type { Database, Queryable } from './database.js';
import { countChange } from './sweep-changes.js';

export interface SweepSubmission {
  readonly spec: SweepSpec;
  /** In the order of the sweep's positions, each cell once; read as a stream. */
  readonly cells: Iterable<ExpandedCell>;
  /** Submitting again with the same key and body gives the same sweep. */
  readonly idempotency?: { readonly key: string; readonly bodySha256: string };
}

export interface SweepPlan {
  readonly cells: number;
  /** Those that have their result. */
  readonly cached: number;
  /** Those that another sweep has submitted and that have not ended. */
  readonly known: number;
  /** Those to train that nobody waits for yet: new, or failed or cancelled before. */
  readonly fresh: number;
}

/** Rows a statement: large enough to cost no round trips to speak of, small enough to hold. */
const CHUNK = 5000;

function* chunksOf<T>(items: Iterable<T>): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The new sweep's id, or that of the sweep that the key already stands for. */
async function insertSweep(tx: Queryable, { spec, idempotency }: SweepSubmission) {
  const [inserted] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO sweeps (name, spec, priority, device, keep_weights, cell_count, cached_count, idempotency_key, body_sha256)
    VALUES (${spec.name}, ${JSON.stringify(spec)}::jsonb, ${spec.priority ?? 0}, ${spec.device ?? 'any'},
      ${spec.keepWeights ?? false}, 0, 0, ${idempotency?.key}, ${idempotency?.bodySha256})
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id`;
  if (inserted !== undefined) return { id: inserted.id, created: true };
  const earlier = await tx.sweep.findUniqueOrThrow({ where: { idempotencyKey: idempotency?.key ?? '' } });
  if (earlier.bodySha256 !== idempotency?.bodySha256)
    throw new RoteError(
      'idempotency-conflict',
      `the idempotency key "${idempotency?.key ?? ''}" was used before, for sweep ${earlier.id} with another body: take a new key`,
    );
  return { id: earlier.id, created: false };
}

/** Collects the cells in a temporary table, so that what follows is one statement each, in order of cell id. */
async function stageCells(tx: Queryable, cells: Iterable<ExpandedCell>): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE staged_cells (
      id TEXT PRIMARY KEY, position INTEGER, spec JSONB,
      architecture TEXT, corruption TEXT, regularizer TEXT, label_noise DOUBLE PRECISION
    ) ON COMMIT DROP`;
  let first = 0;
  for (const chunk of chunksOf(cells)) {
    await tx.$executeRaw`
      INSERT INTO staged_cells (id, position, spec, architecture, corruption, regularizer, label_noise)
      SELECT id, ${first} + index - 1, spec::jsonb, architecture, corruption, regularizer, label_noise
      FROM unnest(
        ${chunk.map(({ id }) => id)}::text[],
        ${chunk.map(({ cell }) => JSON.stringify(cell))}::text[],
        ${chunk.map(({ cell }) => architectureName(cell.architecture))}::text[],
        ${chunk.map(({ cell }) => corruptionName(cell.corruption))}::text[],
        ${chunk.map(({ cell }) => regularizerName(cell.regularizer))}::text[],
        ${chunk.map(({ cell }) => labelNoise(cell.corruption))}::double precision[]
      ) WITH ORDINALITY AS chunk (id, spec, architecture, corruption, regularizer, label_noise, index)`;
    first += chunk.length;
  }
  await tx.$executeRaw`ANALYZE staged_cells`;
}

/**
 * Inserts the cells that are new, and makes failed and cancelled ones pending again. Rows are inserted and locked in
 * order of id, here and wherever many cells are locked at once, so that no two transactions wait for each other.
 */
async function bringInCells(tx: Queryable): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cells (id, spec, architecture, corruption, regularizer, label_noise)
    SELECT id, spec, architecture, corruption, regularizer, label_noise FROM staged_cells ORDER BY id
    ON CONFLICT (id) DO NOTHING`;
  // No cell of ours may change its state before the copy of it below is there for the trigger to keep.
  await tx.$executeRaw`
    SELECT FROM cells c JOIN staged_cells USING (id)
    WHERE c.state NOT IN ('succeeded', 'diverged') ORDER BY c.id FOR NO KEY UPDATE OF c`;
  await tx.$executeRaw`
    UPDATE cells c SET ${BRING_BACK} FROM staged_cells s WHERE c.id = s.id AND c.state IN ('failed', 'cancelled')`;
}

async function insertMembers(tx: Queryable, sweepId: string): Promise<void> {
  await tx.$executeRaw`
    WITH members AS (
      INSERT INTO sweep_cells (sweep_id, position, cell_id, cached, state, tried)
      SELECT ${sweepId}::uuid, s.position, c.id, c.state IN ('succeeded', 'diverged'), c.state, c.attempt > 0
      FROM staged_cells s JOIN cells c USING (id)
      RETURNING cached
    )
    UPDATE sweeps SET cell_count = counted.cells, cached_count = counted.cached
    FROM (SELECT count(*) AS cells, count(*) FILTER (WHERE cached) AS cached FROM members) counted
    WHERE id = ${sweepId}::uuid`;
}

/** @throws RoteError `idempotency-conflict` where the key was used with another body */
export function submitSweep(
  database: Database,
  submission: SweepSubmission,
): Promise<{ readonly id: string; readonly created: boolean }> {
  return database.transaction(async (tx) => {
    const sweep = await insertSweep(tx, submission);
    if (!sweep.created) return sweep;
    await stageCells(tx, submission.cells);
    await bringInCells(tx);
    await insertMembers(tx, sweep.id);
    await countChange(tx);
    return sweep;
  });
}

/** What submitting these cells would find. */
export async function planSweep(client: Queryable, cells: Iterable<ExpandedCell>): Promise<SweepPlan> {
  const plan = { cells: 0, cached: 0, known: 0 };
  for (const chunk of chunksOf(cells)) {
    const [found] = await client.$queryRaw<{ cached: number; known: number }[]>`
      SELECT count(*) FILTER (WHERE state IN ('succeeded', 'diverged'))::int AS cached,
        count(*) FILTER (WHERE state IN ('pending', 'queued', 'running'))::int AS known
      FROM cells WHERE id = ANY(${chunk.map(({ id }) => id)}::text[])`;
    plan.cells += chunk.length;
    plan.cached += found?.cached ?? 0;
    plan.known += found?.known ?? 0;
  }
  return { ...plan, fresh: plan.cells - plan.cached - plan.known };
}
