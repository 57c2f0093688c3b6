import type { Readable } from 'node:stream';
import { EXPORT_TABLE_NAMES, type ExportTableName, RoteError, type SweepSpec } from '@rote/domain';
import { connectClient, destroyClient, endClient } from '@rote/postgres';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { toRoteError } from '../database/database-error.js';
import { TEXT_FORMATS } from '../database/text-formats.js';
import { copyBatches } from '../queries/copy-batches.js';
import { describeColumns } from '../queries/describe-columns.js';
import type { WireRows } from '../queries/open-query.js';
import { wireColumnOf } from '../queries/wrap-query.js';
import { isUuid, sweepNotFound } from '../sweeps/find-sweep.js';
import { copyStatement } from './copy-statement.js';
import { EXPORT_TABLES } from './export-tables.js';

/** The rows of a table of an export. */
export interface ExportedRows extends WireRows {
  /** The same rows as CSV without a header. */
  readonly csv: AsyncIterable<Buffer>;
  /** Returns how many rows there were, once all are read. */
  readonly count: () => number;
}

interface ExportedTable {
  readonly name: ExportTableName;
  /** Reads the table, either as `batches` or as `csv`. One table at a time. */
  readonly open: () => Promise<ExportedRows>;
}

/** An engine that trained cells of an exported sweep. */
interface ExportedEngine {
  readonly name: string;
  readonly version: string;
  readonly device: string;
  readonly deviceName: string;
  readonly attempts: number;
}

/** A sweep at one moment. */
export interface OpenExport {
  readonly sweep: {
    readonly id: string;
    readonly name: string;
    readonly createdAt: Date;
    readonly spec: SweepSpec;
  };
  readonly takenAt: Date;
  readonly engines: readonly ExportedEngine[];
  readonly tables: readonly ExportedTable[];
  /** Ends the connection; what is being read then fails. */
  close(): Promise<void>;
}

/** How long one table may take, with the time in which its reader is slow. */
const TABLE_TIMEOUT = '1h';

const SETTINGS = {
  ...TEXT_FORMATS,
  statement_timeout: TABLE_TIMEOUT,
  idle_in_transaction_session_timeout: '5min',
  idle_session_timeout: '0',
};

const ENGINES = `SELECT a.engine AS name, a.engine_version AS version, a.device, a.device_name AS "deviceName",
    count(*)::int AS attempts
  FROM sweep_cells m JOIN attempts a ON a.cell_id = m.cell_id WHERE m.sweep_id = $1
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

async function openTable(client: pg.Client, query: string): Promise<ExportedRows> {
  const described = await describeColumns(client, query);
  const columns = described.map(({ field: { name }, type }) => ({ name, type }));
  let copied: { readonly rowCount?: number } | undefined;
  const copy = (format: 'csv' | 'binary'): Readable => {
    const stream = client.query(copyStreams.to(copyStatement(query, columns, format)));
    copied = stream;
    return stream;
  };
  return {
    columns: columns.map(({ name, type }) => ({ name, type: type.name })),
    wire: columns.map(({ type }) => wireColumnOf(type)),
    batches: {
      [Symbol.asyncIterator]: () => copyBatches(copy('binary'))[Symbol.asyncIterator](),
    },
    csv: { [Symbol.asyncIterator]: () => (copy('csv') as AsyncIterable<Buffer>)[Symbol.asyncIterator]() },
    count: () => copied?.rowCount ?? 0,
  };
}

/**
 * Opens a sweep for reading: all of it is from one moment. It has its own connection, which ends when the signal aborts.
 *
 * @throws RoteError `sweep-not-found`, `aborted`
 */
export async function openExport(
  databaseUrl: string,
  sweepId: string,
  { signal, onClose }: { readonly signal?: AbortSignal | undefined; readonly onClose: () => void },
): Promise<OpenExport> {
  if (!isUuid(sweepId)) throw sweepNotFound(sweepId);
  const client = await connectClient(databaseUrl, { applicationName: 'rote-export', settings: SETTINGS });
  const onAbort = (): void => {
    destroyClient(client, new RoteError('aborted', 'the export was cancelled'));
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= endClient(client).then(() => {
      signal?.removeEventListener('abort', onAbort);
      onClose();
    }));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted === true) throw new RoteError('aborted', 'the export was cancelled');
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<OpenExport['sweep'] & { readonly takenAt: Date }>(
      'SELECT id, name, created_at AS "createdAt", spec, now() AS "takenAt" FROM sweeps WHERE id = $1',
      [sweepId],
    );
    const [found] = rows;
    if (found === undefined) throw sweepNotFound(sweepId);
    const { takenAt, ...sweep } = found;
    const { rows: engines } = await client.query<ExportedEngine>(ENGINES, [sweepId]);
    return {
      sweep,
      takenAt,
      engines,
      tables: EXPORT_TABLE_NAMES.map((name) => ({
        name,
        open: async () => {
          try {
            return await openTable(client, EXPORT_TABLES[name](sweep.id));
          } catch (error) {
            throw toRoteError(error);
          }
        },
      })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
