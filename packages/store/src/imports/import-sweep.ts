import { RoteError, type SweepSpec } from '@rote/domain';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import pg from 'pg';
import { toRoteError } from '../database/database-error.js';
import { TEXT_FORMATS } from '../database/text-formats.js';
import { bringIn } from './bring-in.js';
import { compareResults, type ImportDifference } from './compare-results.js';
import { type ImportedTables, stageTables } from './stage-tables.js';

export interface ImportedSweep {
  readonly id: string;
  readonly name: string;
  /** As ISO 8601. */
  readonly createdAt: string;
  readonly spec: SweepSpec;
}

export interface ImportSummary {
  /** Whether the sweep is new here. */
  readonly created: boolean;
  readonly cells: number;
  /** Cells that got their result from the export. */
  readonly results: number;
  /** Cells that had a result here, which was kept. */
  readonly kept: number;
  /** Cells with a result in the export that are being trained here, and were left alone. */
  readonly running: number;
  /** Cells without a result, here and in the export. */
  readonly unfinished: number;
  /** Where kept results differ from the export's. */
  readonly differences: readonly ImportDifference[];
}

const SETTINGS = {
  ...TEXT_FORMATS,
  statement_timeout: '1h',
  idle_in_transaction_session_timeout: '10min',
};

/** The export's rows break a rule: they are no text of their type (22…), or contradict each other (23…). */
const BROKEN_RULE = /^2[23]/;

async function findOther(client: pg.Client, { id, name, spec }: ImportedSweep): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM sweep_deletions WHERE sweep_id = $1', [id]);
  if (rowCount !== 0)
    throw new RoteError(
      'service-unavailable',
      `The export cannot be imported yet: sweep ${id} was deleted here, and its cells are still being deleted`,
      { retryable: true },
    );
  const { rows } = await client.query<{ same: boolean }>(
    'SELECT name = $2 AND spec = $3::jsonb AS same FROM sweeps WHERE id = $1 FOR NO KEY UPDATE',
    [id, name, JSON.stringify(spec)],
  );
  if (rows[0]?.same === false)
    throw new RoteError(
      'data-corrupt',
      `The export cannot be imported: sweep ${id} is here already, with another spec or name`,
    );
  return rows.length > 0;
}

/** Paused if it has cells without a result, so that an import starts no training by itself. */
async function insertSweep(client: pg.Client, { id, name, createdAt, spec }: ImportedSweep): Promise<void> {
  await client.query(
    `INSERT INTO sweeps (id, name, spec, priority, device, keep_weights, time_limit_seconds, created_at, cell_count, cached_count, paused_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, count(*), count(*) FILTER (WHERE i.cached),
       CASE WHEN count(*) FILTER (WHERE c.state NOT IN ('succeeded', 'diverged')) > 0 THEN now() END
     FROM import_cells i JOIN cells c ON c.id = i.cell`,
    [
      id,
      name,
      JSON.stringify(spec),
      spec.priority ?? 0,
      spec.device ?? 'any',
      spec.keepWeights ?? false,
      spec.timeLimitSeconds ?? null,
      createdAt,
    ],
  );
  await client.query(
    `INSERT INTO sweep_cells (sweep_id, position, cell_id, cached, state, state_since, tried)
     SELECT $1, i.position, c.id, i.cached, c.state, coalesce(c.ended_at, now()), c.attempt > 0
     FROM import_cells i JOIN cells c ON c.id = i.cell ORDER BY i.position`,
    [id],
  );
}

async function countCells(
  client: pg.Client,
): Promise<Pick<ImportSummary, 'cells' | 'kept' | 'running' | 'unfinished'>> {
  const { rows } = await client.query<Pick<ImportSummary, 'cells' | 'kept' | 'running' | 'unfinished'>>(
    `SELECT count(*)::int AS cells,
       count(*) FILTER (WHERE c.state IN ('succeeded', 'diverged') AND w.cell IS NULL)::int AS kept,
       count(*) FILTER (WHERE c.state = 'running' AND i.outcome IS NOT NULL)::int AS running,
       count(*) FILTER (WHERE c.state NOT IN ('succeeded', 'diverged') AND i.outcome IS NULL)::int AS unfinished
     FROM import_cells i JOIN cells c ON c.id = i.cell LEFT JOIN import_wanted w ON w.cell = i.cell`,
  );
  return rows[0] ?? { cells: 0, kept: 0, running: 0, unfinished: 0 };
}

async function importStaged(client: pg.Client, sweep: ImportedSweep): Promise<ImportSummary> {
  const isHere = await findOther(client, sweep);
  const results = await bringIn(client);
  if (!isHere) await insertSweep(client, sweep);
  const summary = {
    created: !isHere,
    ...(await countCells(client)),
    results,
    differences: await compareResults(client),
  };
  if (!isHere || results > 0) {
    const details = { name: sweep.name, created: !isHere, results };
    await client.query(
      `INSERT INTO audit_entries (actor, action, object, details) VALUES ('local', 'sweep.import', $1, $2)`,
      [sweep.id, JSON.stringify(details)],
    );
    await client.query('UPDATE sweep_changes SET made = made + 1');
  }
  return summary;
}

/**
 * Brings an export in, in one transaction: all of it or nothing. A result that is here already stays, and is compared. Doing it
 * again changes nothing.
 *
 * @throws RoteError `data-corrupt` if the export contradicts itself or what is here
 */
export async function importSweep(
  databaseUrl: string,
  sweep: ImportedSweep,
  tables: ImportedTables,
  signal: AbortSignal,
): Promise<ImportSummary> {
  const client = await connectClient(databaseUrl, { applicationName: 'rote-import', settings: SETTINGS });
  const onAbort = (): void => {
    destroyClient(client, new RoteError('aborted', 'the import was cancelled: nothing was imported'));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await client.query('BEGIN');
    await stageTables(client, tables);
    const summary = await importStaged(client, sweep);
    await client.query('COMMIT');
    return summary;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof pg.DatabaseError && BROKEN_RULE.test(error.code ?? ''))
      throw new RoteError('data-corrupt', `The export cannot be imported: ${error.message}`, {
        cause: error,
      });
    throw toRoteError(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await endClient(client);
  }
}
