import type pg from 'pg';
import { isExplainOrShow } from './explain-or-show.js';
import type { QuerySession } from './query-session.js';
import { parseRecordText } from './record-text.js';

/** A row in Postgres' own text format, which is lossless: `NaN`, `Infinity`, all digits, `\xdeade`, `01:00:00`. */
export type TextRow = readonly (string | null)[];

/** An open query. Only its planning has run. */
export interface QueryCursor {
  readonly fields: readonly pg.FieldDef[];
  /** Returns the next rows, at most this many. */
  fetch(count: number): Promise<readonly TextRow[]>;
}

/** The name of the server's cursor, also in Rote's functions. */
const CURSOR = 'answer';
const DECLARE_CURSOR = `DECLARE ${CURSOR} NO SCROLL CURSOR FOR `;

const TEXT: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

/** The columns of an open cursor. A FETCH of no rows would also return them, but would run an EXPLAIN. */
const describeCursor = (client: pg.Client): Promise<readonly pg.FieldDef[]> =>
  new Promise((resolve, reject) => {
    let fields: readonly pg.FieldDef[] = [];
    client.query({
      submit(connection: pg.Connection) {
        connection.describe({ type: 'P', name: CURSOR }, false);
        connection.sync();
      },
      handleRowDescription(message: { readonly fields: readonly pg.FieldDef[] }) {
        fields = message.fields;
      },
      handleReadyForQuery() {
        resolve(fields);
      },
      handleError: reject,
    } as pg.Submittable);
  });

/** Everything that the query does happens inside Rote's functions. */
async function openGuarded(session: QuerySession, guard: string, query: string): Promise<QueryCursor> {
  await session.run((client) => client.query(`SELECT ${guard}.rote_open_query($1)`, [query]));
  const fields = await session.run(describeCursor);
  const text = `SELECT ${guard}.rote_fetch_query($1)`;
  return {
    fields,
    fetch: async (count) => {
      const { rows } = await session.run((client) =>
        client.query<[string]>({ text, values: [count], rowMode: 'array' }),
      );
      return rows.map(([record]) => (fields.length === 0 ? [] : parseRecordText(record)));
    },
  };
}

/** A named statement uses the extended protocol, which accepts only one statement: no "; COMMIT; DELETE …". */
async function openPlain(session: QuerySession, query: string): Promise<QueryCursor> {
  const read = (text: string, name?: string) =>
    session.run(
      (client) => client.query<string[]>({ text, rowMode: 'array', types: TEXT, ...(name && { name }) }),
      {
        text,
        originalOffset: (offset) => offset - (text.length - query.length),
      },
    );
  if (isExplainOrShow(query)) {
    const { fields, rows } = await read(query, 'person');
    let at = 0;
    return { fields, fetch: (count) => Promise.resolve(rows.slice(at, (at += count))) };
  }
  await read(DECLARE_CURSOR + query, 'person');
  return {
    fields: await session.run(describeCursor),
    fetch: async (count) => (await read(`FETCH ${String(count)} FROM ${CURSOR}`)).rows,
  };
}

/** Opens a query, or an EXPLAIN or SHOW, in its session. */
export const openCursor = (session: QuerySession, query: string): Promise<QueryCursor> =>
  session.guard === undefined ? openPlain(session, query) : openGuarded(session, session.guard, query);
