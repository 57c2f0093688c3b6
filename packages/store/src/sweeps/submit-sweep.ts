import { randomUUID } from 'node:crypto';
import { DEFAULT_PROJECT, RoteError, type SweepSpec } from '@rote/domain';
import { AT_THE_HOST, type Author, recordChange } from '../access/audit.js';
import { bringInCells } from './bring-in-cells.js';
import type { CellStream } from './chunks.js';
import type { Database, Queryable } from '../database/database.js';
import { requireProject } from '../projects/projects.js';
import { deleteLeftovers, stageCells, unstageCells } from './stage-cells.js';
import { countChange } from './sweep-changes.js';
import { insertSource, type SweepSource } from './sweep-source.js';

export interface SweepSubmission {
  readonly spec: SweepSpec;
  /** The cells in the order of the sweep's positions, each once; read as a stream. */
  readonly cells: CellStream;
  /** The project that it is in. Default: `default`. */
  readonly project?: string | undefined;
  /** Submitting again with the same key, body and project returns the same sweep. */
  readonly idempotency?: { readonly key: string; readonly bodySha256: string };
  /** The text that a person wrote, kept with a new sweep. Default: none. */
  readonly source?: SweepSource | undefined;
  /** The sweep that it was derived from, and how. */
  readonly origin?: { readonly sweep: string; readonly how: 'clone' | 'extend' };
  /** Default: a person at the host. */
  readonly author?: Author;
}

/**
 * Returns the sweep that an idempotency key already stands for.
 *
 * @throws RoteError `idempotency-conflict` if the key was used with another body or project
 */
async function findEarlier(
  client: Queryable,
  { key, bodySha256 }: NonNullable<SweepSubmission['idempotency']>,
  project: string,
): Promise<string | undefined> {
  const earlier = await client.sweep.findUnique({ where: { idempotencyKey: key } });
  if (earlier === null) return undefined;
  if (earlier.bodySha256 !== bodySha256)
    throw new RoteError(
      'idempotency-conflict',
      `the idempotency key "${key}" was used before, for sweep ${earlier.id} with another body: use a new key`,
    );
  if (earlier.projectName !== project)
    throw new RoteError(
      'idempotency-conflict',
      `the idempotency key "${key}" was used before, for sweep ${earlier.id} in the project ${earlier.projectName}: use a new key`,
    );
  return earlier.id;
}

/** Returns the new sweep's id, or that of the sweep that the key already stands for. */
async function insertSweep(tx: Queryable, { spec, idempotency, project = DEFAULT_PROJECT }: SweepSubmission) {
  await requireProject(tx, project);
  const [inserted] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO sweeps (name, spec, priority, device, keep_weights, time_limit_seconds, cell_count, cached_count, idempotency_key, body_sha256, project)
    VALUES (${spec.name}, ${JSON.stringify(spec)}::jsonb, ${spec.priority ?? 0}, ${spec.device ?? 'any'},
      ${spec.keepWeights ?? false}, ${spec.timeLimitSeconds ?? null}, 0, 0, ${idempotency?.key}, ${idempotency?.bodySha256}, ${project})
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id`;
  if (inserted !== undefined) return { id: inserted.id, created: true };
  const earlier = idempotency === undefined ? undefined : await findEarlier(tx, idempotency, project);
  if (earlier === undefined) throw new Error('a sweep without an idempotency key was not inserted');
  return { id: earlier, created: false };
}

/**
 * Collects the cells first, outside any transaction, and then submits them in one. If the process dies in between,
 * nothing was submitted, and a later submission deletes what was collected.
 *
 * @throws RoteError `idempotency-conflict` if the key was used with another body or project, `project-not-found`
 */
export async function submitSweep(
  database: Database,
  submission: SweepSubmission,
): Promise<{ readonly id: string; readonly created: boolean }> {
  const { client } = database;
  const { cells, idempotency, project = DEFAULT_PROJECT } = submission;
  const earlier = idempotency === undefined ? undefined : await findEarlier(client, idempotency, project);
  if (earlier !== undefined) return { id: earlier, created: false };
  await deleteLeftovers(client);
  const staged = randomUUID();
  try {
    const count = await stageCells(database, staged, cells);
    return await database.transaction(async (tx) => {
      const sweep = await insertSweep(tx, submission);
      if (!sweep.created) return sweep;
      await bringInCells(tx, { sweep: sweep.id, submission: staged, count });
      const { spec, source, origin, author = AT_THE_HOST } = submission;
      if (source !== undefined) await insertSource(tx, sweep.id, source);
      await recordChange(tx, author, {
        action: 'sweep.submit',
        object: sweep.id,
        details: {
          name: spec.name,
          ...(project !== DEFAULT_PROJECT && { project }),
          ...(origin !== undefined && { [origin.how]: origin.sweep }),
        },
      });
      await countChange(tx);
      return sweep;
    });
  } finally {
    await unstageCells(client, staged);
  }
}
