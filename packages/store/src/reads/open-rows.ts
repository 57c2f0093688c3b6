import { RoteError } from '@rote/domain';
import { destroyClient } from '@rote/postgres';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { toRoteError } from '../database/database-error.js';
import { copyBatches } from '../queries/copy-batches.js';
import { describeColumns } from '../queries/describe-columns.js';
import { oneAhead } from '../queries/one-ahead.js';
import type { OpenQuery } from '../queries/open-query.js';
import type { RecordBatch } from '../queries/record-batch.js';
import { type QueryForm, type TypeRow, wrapQuery } from '../queries/wrap-query.js';
import { isUuid, sweepNotFound } from '../sweeps/find-sweep.js';
import type { ReadConnections } from './read-connections.js';

/** Rows of a sweep that are being read; `close` is only needed if `batches` is never read to its end. */
export type OpenRows = OpenQuery;

export interface RowsRequest {
  readonly sweepId: string;
  /** A SELECT without parameters: what is in it was checked. */
  readonly query: string;
  readonly form: QueryForm;
  /** Whether `bigint` becomes the nearest double, for programs that have no other numbers. */
  readonly hasDoubles?: boolean;
}

const asDouble = (type: TypeRow): TypeRow => (type.base === 'int8' ? { ...type, base: 'float8' } : type);

async function describe(
  client: pg.Client,
  { query, form, hasDoubles = false }: RowsRequest,
): Promise<
  { readonly fields: readonly pg.FieldDef[]; readonly text: string } & Pick<OpenRows, 'columns' | 'wire'>
> {
  const described = await describeColumns(client, query);
  const fields = described.map(({ field }) => field);
  const types = described.map(({ type }) => type);
  const sent = { text: query, originalOffset: (offset: number) => offset };
  const wrapped = wrapQuery(sent, fields, hasDoubles ? types.map(asDouble) : types, {
    form,
    limit: undefined,
  });
  return {
    fields,
    text: wrapped.text,
    columns: described.map(({ field: { name }, type }) => ({ name, type: type.name })),
    wire: wrapped.columns,
  };
}

/**
 * Opens rows of a sweep, which COPY then sends in its binary format.
 *
 * @throws RoteError `sweep-not-found`, `too-many-queries` (retryable), `aborted`
 */
export async function openRows(
  connections: ReadConnections,
  request: RowsRequest,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<OpenRows> {
  if (!isUuid(request.sweepId)) throw sweepNotFound(request.sweepId);
  const { client: taken, release } = await connections.take(signal);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the pool makes its clients of this class
  const client = taken as pg.PoolClient & pg.Client;
  const onAbort = (): void => {
    destroyClient(client, new RoteError('aborted', 'the answer was cancelled'));
    close(false);
  };
  const close = (isComplete: boolean): void => {
    signal?.removeEventListener('abort', onAbort);
    release(isComplete);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { rowCount } = await client.query('SELECT FROM sweeps WHERE id = $1', [request.sweepId]);
    if (rowCount === 0) throw sweepNotFound(request.sweepId);
    const { columns, wire, text } = await describe(client, request);
    const read = async function* (): AsyncGenerator<RecordBatch> {
      let isComplete = false;
      try {
        const copy = client.query(copyStreams.to(`COPY (${text}) TO STDOUT (FORMAT binary)`));
        yield* oneAhead(copyBatches(copy));
        isComplete = true;
      } catch (error) {
        throw toRoteError(error);
      } finally {
        close(isComplete);
      }
    };
    return {
      columns,
      wire,
      isJson: request.form === 'json',
      batches: read(),
      close: () => {
        close(false);
        return Promise.resolve();
      },
    };
  } catch (error) {
    close(error instanceof RoteError && error.code === 'sweep-not-found');
    throw toRoteError(error);
  }
}
