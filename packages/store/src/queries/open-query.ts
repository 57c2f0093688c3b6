import { RoteError } from '@rote/domain';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { copiedRows } from './copy-batches.js';
import type { RecordBatch } from './record-batch.js';
import { describeStatement } from './describe-statement.js';
import { isExplainOrShow } from './explain-or-show.js';
import { type ParameterValue, parseNamedParameters, valuesInOrder } from './named-parameters.js';
import { ONE_QUERY, QueryError } from './query-error.js';
import { openQuerySession, type QueryOptions, type QuerySession, type SentText } from './query-session.js';
import { readTypes } from './read-types.js';
import { trimStatement } from './trim-statement.js';
import {
  type QueryForm,
  sqlTypeOf,
  type TypeRow,
  type WireColumn,
  wrapQuery,
  type WrappedQuery,
} from './wrap-query.js';

export interface QueryRequest {
  readonly sql: string;
  /** The values of the named parameters, as text that PostgreSQL reads. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  /** The JSON pointers of the query and of its parameters, for errors. */
  readonly places?: { readonly sql: string; readonly params: string };
  readonly form: QueryForm;
  /** The most rows. Default: all. */
  readonly limit?: number | undefined;
}

export interface OpenQueryOptions extends QueryOptions {
  /** The most that the query may cost by the planner's estimate. */
  readonly maxCost: number;
}

export interface OpenQueryColumn {
  /** Not necessarily unique. */
  readonly name: string;
  /** As Postgres writes it: `integer`, `double precision`, `text[]`, … */
  readonly type: string;
}

/** Rows with their types. */
export interface WireRows {
  readonly columns: readonly OpenQueryColumn[];
  /** What is in the batches. A query without columns has one that means nothing. */
  readonly wire: readonly WireColumn[];
  readonly batches: AsyncIterable<RecordBatch>;
}

export interface OpenQuery extends WireRows {
  /** Whether each row in the batches is one text, a JSON object. Otherwise it has the columns of `wire`. */
  readonly isJson: boolean;
  /** The rows, fetched one batch ahead of the reader. The session ends when the iteration ends or is abandoned. */
  readonly batches: AsyncIterable<RecordBatch>;
  /** Ends the session. Only needed if `batches` is never read. */
  close(): Promise<void>;
}

const DEFAULT_PLACES = { sql: '/sql', params: '/params' };

/** Rows of the first batch, because nothing is known of their size, and of the largest. */
const FIRST_ROWS = 1;
const MOST_ROWS = 8192;
/** The size that batches should have, and the most that they may have. */
const TARGET_BYTES = 1024 * 1024;
const MAX_BYTES = 64 * 1024 * 1024;

const typesIn = (types: ReadonlyMap<number, TypeRow>, oids: readonly number[]): readonly TypeRow[] =>
  oids.map((oid) => {
    const type = types.get(oid);
    if (type === undefined) throw new QueryError(`a type of this query is gone (${String(oid)})`);
    return type;
  });

/** A statement that the server has analyzed and that can be opened. */
interface Prepared {
  readonly columns: readonly OpenQueryColumn[];
  readonly statement: WrappedQuery;
  readonly values: readonly ParameterValue[];
  /** EXPLAIN or SHOW: not a query that can be a part of another. */
  readonly isUtility: boolean;
}

async function prepare(
  session: QuerySession,
  sql: string,
  { params = {}, places = DEFAULT_PLACES, form, limit }: QueryRequest,
): Promise<Prepared> {
  const query = parseNamedParameters(sql, places.sql);
  const values = valuesInOrder(query, params, places.params);
  const numbered = query.render((index) => `$${String(index + 1)}`);
  const { fields, parameterTypes } = await session.run(
    (client) => describeStatement(client, numbered.text),
    numbered,
  );
  if (fields === undefined) throw new QueryError(ONE_QUERY);
  const oids = [...parameterTypes, ...fields.map(({ dataTypeID }) => dataTypeID)];
  const types = await session.run((client) => readTypes(client, oids));
  const ofParameters = typesIn(types, parameterTypes);
  const ofColumns = typesIn(
    types,
    fields.map(({ dataTypeID }) => dataTypeID),
  );
  const rendered = query.render(
    (index) => `CAST(($1)[${String(index + 1)}] AS ${ofParameters[index]?.sqlName ?? 'pg_catalog.text'})`,
  );
  const isUtility = isExplainOrShow(sql);
  return {
    columns: fields.map(({ name }, index) => ({ name, type: ofColumns[index]?.name ?? 'text' })),
    statement: isUtility
      ? { ...rendered, columns: fields.map(() => ({ type: 'text', isArray: false })) }
      : wrapQuery(rendered, fields, ofColumns, { form, limit }),
    values,
    isUtility,
  };
}

const open = (
  session: QuerySession,
  guard: string,
  statement: SentText,
  values: readonly ParameterValue[],
): Promise<unknown> =>
  session.run(
    (client) => client.query(`SELECT ${guard}.rote_open_query($1, $2)`, [statement.text, values]),
    statement,
  );

/** Returns the planner's estimate, which is in units of reading a page in sequence. */
async function estimateCost(
  session: QuerySession,
  guard: string,
  { statement, values }: Prepared,
): Promise<number> {
  const explain = 'EXPLAIN (FORMAT JSON) ';
  const explained: SentText = {
    text: explain + statement.text,
    originalOffset: (offset) => statement.originalOffset(offset - explain.length),
  };
  try {
    await open(session, guard, explained, values);
  } catch (error) {
    // The statement is valid by itself, but not as a part of another.
    const { cause } = error instanceof QueryError ? error : {};
    if (cause instanceof pg.DatabaseError && cause.code === '42601')
      throw new QueryError(ONE_QUERY, { cause });
    throw error;
  }
  const { rows } = await session.run((client) =>
    client.query<{ plan: readonly [{ readonly Plan: { readonly 'Total Cost': number } }] }>(
      `SELECT plan FROM ${guard}.rote_fetch_rows(1) AS answer (plan pg_catalog.json)`,
    ),
  );
  await session.run((client) => client.query('CLOSE answer'));
  return rows[0]?.plan[0].Plan['Total Cost'] ?? 0;
}

const rounded = (cost: number): string => cost.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** The columns of a statement as a function that returns any record needs them. */
const columnList = (columns: readonly string[]): string =>
  columns.map((type, index) => `c${String(index + 1)} ${type}`).join(', ');

/**
 * COPY writes the rows in binary, with no message, no type and no text per value: nothing is converted on the way. It takes no
 * parameters.
 */
function fetchStatement(guard: string, { statement, isUtility, columns }: Prepared, limit: number): string {
  const fetched = `${guard}.rote_fetch_rows(${String(limit)})`;
  const wire = statement.columns.map(sqlTypeOf);
  // EXPLAIN's may be json or xml.
  const rows = isUtility
    ? `SELECT ${wire.map((type, index) => `c${String(index + 1)}::${type}`).join(', ')} FROM ${fetched} AS answer (${columnList(columns.map(({ type }) => type))})`
    : `SELECT * FROM ${fetched} AS answer (${columnList(wire)})`;
  return `COPY (${rows}) TO STDOUT (FORMAT binary)`;
}

interface Fetched extends RecordBatch {
  /** The bytes of the largest row. */
  readonly largest: number;
}

const tooLarge = (count: number): RoteError =>
  new RoteError(
    'query-too-costly',
    `${count === 1 ? 'a row of the query has' : `${String(count)} rows of the query together have`} more than ${String(MAX_BYTES / 1024 / 1024)} MiB: select smaller columns`,
  );

/** Reads all rows of one COPY, which are few enough to be in memory. */
async function readCopy(client: pg.Client, text: string, limit: number): Promise<Fetched> {
  const copy = client.query(copyStreams.to(text));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return copiedRows(Buffer.concat(chunks));
}

const fetchBatch = (
  session: QuerySession,
  guard: string,
  prepared: Prepared,
  limit: number,
): Promise<Fetched> =>
  session.run((client) => readCopy(client, fetchStatement(guard, prepared, limit), limit));

/**
 * Returns how many rows the next batch should have: by the average size of the rows in this one, and few enough if all are as
 * large as the largest so far.
 */
const nextCount = ({ count, bytes }: RecordBatch, largest: number): number => {
  const byAverage = (TARGET_BYTES * count) / Math.max(1, bytes.length);
  return Math.max(1, Math.floor(Math.min(MOST_ROWS, count * 8, byAverage, MAX_BYTES / Math.max(1, largest))));
};

/** Opens a person's query in its own session, and fetches the first rows. */
export async function openQuery(
  databaseUrl: string,
  request: QueryRequest,
  { maxCost, ...options }: OpenQueryOptions,
): Promise<OpenQuery> {
  const sql = trimStatement(request.sql);
  if (sql === '') throw new QueryError('the query is empty');
  const session = await openQuerySession(databaseUrl, sql, { ...options, pointer: request.places?.sql });
  try {
    const { guard } = session;
    if (guard === undefined)
      throw new RoteError(
        'service-unavailable',
        'This server cannot run queries: its database role may not confine them. The log of its start says what to grant.',
      );
    const prepared = await prepare(session, sql, request);
    if (!prepared.isUtility) {
      const cost = await estimateCost(session, guard, prepared);
      if (cost > maxCost)
        throw new RoteError(
          'query-too-costly',
          `PostgreSQL estimates that this query costs ${rounded(cost)}, and the limit is ${rounded(maxCost)} (ROTE_QUERY_MAX_COST)`,
        );
    }
    await open(session, guard, prepared.statement, prepared.values);
    const first = await fetchBatch(session, guard, prepared, FIRST_ROWS);
    const read = async function* (): AsyncGenerator<RecordBatch> {
      try {
        let asked = FIRST_ROWS;
        let largest = 0;
        let next: Promise<Fetched> | undefined = Promise.resolve(first);
        while (next !== undefined) {
          const batch: Fetched = await next;
          const isLast = batch.count < asked;
          largest = Math.max(largest, batch.largest);
          asked = nextCount(batch, largest);
          next = isLast ? undefined : fetchBatch(session, guard, prepared, asked);
          next?.catch(() => undefined); // thrown when it is awaited, if it ever is
          if (batch.count > 0) yield batch;
        }
      } finally {
        await session.close();
      }
    };
    return {
      columns: prepared.columns,
      isJson: request.form === 'json' && !prepared.isUtility,
      wire: prepared.statement.columns,
      batches: read(),
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}
