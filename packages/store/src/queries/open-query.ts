import { RoteError } from '@rote/domain';
import pg from 'pg';
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

/** Some rows in a binary format of PostgreSQL's: `readRecords` reads them. */
export interface RecordBatch {
  readonly count: number;
  readonly bytes: Buffer;
  /** Whether each row is a record, or a row of COPY. Default: a record. */
  readonly framing?: 'record' | 'copy';
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

function fetchStatement(guard: string, { statement, isUtility, columns }: Prepared): string {
  const fetched = `${guard}.rote_fetch_rows($1)`;
  const wire = statement.columns.map(sqlTypeOf);
  // EXPLAIN's may be json or xml.
  const rows = isUtility
    ? `(SELECT ${wire.map((type, index) => `c${String(index + 1)}::${type}`).join(', ')} FROM ${fetched} AS answer (${columnList(columns.map(({ type }) => type))})) AS answer`
    : `${fetched} AS answer (${columnList(wire)})`;
  return `SELECT pg_catalog.count(*), CASE WHEN pg_catalog.sum(pg_catalog.length(record)) <= ${String(MAX_BYTES)}
      THEN pg_catalog.encode(pg_catalog.string_agg(record, ''), 'hex') END, pg_catalog.max(pg_catalog.length(record))
    FROM (SELECT pg_catalog.record_send(answer) AS record FROM ${rows}) AS records`;
}

interface Fetched extends RecordBatch {
  /** The bytes of the largest row. */
  readonly largest: number;
}

/** `pg` reads every value as text, so the bytes come as hexadecimal digits. */
async function fetchBatch(session: QuerySession, text: string, limit: number): Promise<Fetched> {
  const { rows } = await session.run((client) =>
    client.query<[string, string | null, number | null]>({ text, values: [limit], rowMode: 'array' }),
  );
  const [counted, digits, largest] = rows[0] ?? ['0', null, null];
  const count = Number(counted);
  if (count > 0 && digits === null)
    throw new RoteError(
      'query-too-costly',
      `${count === 1 ? 'a row of the query has' : `${String(count)} rows of the query together have`} more than ${String(MAX_BYTES / 1024 / 1024)} MiB: select smaller columns`,
    );
  return { count, bytes: Buffer.from(digits ?? '', 'hex'), largest: largest ?? 0 };
}

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
    const text = fetchStatement(guard, prepared);
    const first = await fetchBatch(session, text, FIRST_ROWS);
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
          next = isLast ? undefined : fetchBatch(session, text, asked);
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
