import { Readable } from 'node:stream';
import {
  DEFAULT_JSON_ROWS,
  MAX_JSON_ROWS,
  QUERY_FORMATS,
  QueryAnswer,
  type QueryFormat,
  QueryLink,
  type QueryParams,
  QueryRequest,
} from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import type { QueryForm } from '@rote/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { clientGone } from '../http/client-gone.js';
import type { EncodingThread } from '../query/encoding-thread.js';
import { formatOf, MEDIA_TYPES } from '../http/row-formats.js';
import { parameterTexts } from '../query/query-params.js';
import { jsonOf } from '../query/text-rows.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

const Text = Type.Unsafe<Readable>({ type: 'string' });
const Bytes = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });
const Answer = Type.Unsafe<string>(QueryAnswer);

/** How each format gets its rows, and writes them. JSON is a document, which is complete before it is sent. */
const FORMS = {
  json: 'json',
  ndjson: 'json',
  csv: 'text',
  arrow: 'values',
  parquet: 'values',
} as const satisfies Record<QueryFormat, QueryForm>;

/** Returns how many rows a JSON document may have. */
function documentLimit(limit: number | undefined, place: string): number {
  if (limit !== undefined && limit > MAX_JSON_ROWS)
    throw new InvalidInputError('request-invalid', 'a JSON document has a limit', [
      {
        pointer: place,
        expected: `at most ${String(MAX_JSON_ROWS)} as json; ndjson, csv, arrow and parquet have no limit`,
        found: String(limit),
      },
    ]);
  return limit ?? DEFAULT_JSON_ROWS;
}

const ROWS = {
  200: {
    description: 'The rows',
    content: {
      'application/json': { schema: Answer },
      'application/x-ndjson': { schema: Text },
      'text/csv': { schema: Text },
      'application/vnd.apache.arrow.stream': { schema: Bytes },
      'application/vnd.apache.parquet': { schema: Bytes },
    },
  },
};
const QUERY_PROBLEMS = ['query-too-costly', 'query-timeout', 'too-many-queries'] as const;

const DESCRIPTION =
  'Any SELECT over the documented views and functions, read-only, within the server’s limits of time and cost. JSON has the types ' +
  'of the columns and at most 10,000 rows and 64 MiB; NDJSON, CSV, Arrow (an IPC stream) and Parquet are streams of all rows. NaN and ' +
  'infinities are themselves in CSV, Arrow and Parquet, and text in JSON.';

/** Adds SQL over HTTP. */
export function addQueryRoutes(
  app: App,
  { store, thread }: Pick<AppOptions, 'store'> & { readonly thread: EncodingThread },
): void {
  const answer = async (
    { headers: { accept } }: Pick<FastifyRequest, 'headers'>,
    reply: FastifyReply,
    { sql, params = {}, format = formatOf(accept, QUERY_FORMATS), limit }: QueryRequest,
    places: { readonly sql: string; readonly params: string; readonly limit: string },
  ): Promise<Readable | string> => {
    const most = format === 'json' ? documentLimit(limit, places.limit) : undefined;
    const request = {
      sql,
      params: parameterTexts(params),
      places,
      form: FORMS[format],
      limit: most === undefined ? limit : most + 1,
    };
    const opened = await store.openQuery(request, { signal: clientGone(reply) });
    reply.raw.once('close', () => void opened.close());
    if (reply.raw.closed) await opened.close();
    void reply.header('vary', 'accept').type(MEDIA_TYPES[format]);
    if (format === 'json') return await jsonOf(opened, most ?? DEFAULT_JSON_ROWS);
    return Readable.from(thread.encode(format, opened), { highWaterMark: 1 });
  };

  app.post(
    '/v1/query',
    {
      schema: {
        operationId: 'query',
        tags: ['results'],
        summary: 'Query the results with SQL',
        description: DESCRIPTION,
        consumes: [...SPEC_MEDIA_TYPES],
        body: QueryRequest,
        response: {
          ...ROWS,
          ...problemResponses(...QUERY_PROBLEMS, ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) =>
      await reply.send(
        await answer(request, reply, parseBody(QueryRequest, request.body), {
          sql: '/sql',
          params: '/params',
          limit: '/limit',
        }),
      ),
  );

  app.get(
    '/v1/query',
    {
      // HEAD would run the whole query.
      exposeHeadRoute: false,
      schema: {
        operationId: 'queryByLink',
        tags: ['results'],
        summary: 'Query the results with SQL, as a link',
        description: `${DESCRIPTION} Every further parameter of the address is the value of the :name of that name.`,
        querystring: QueryLink,
        response: { ...ROWS, ...problemResponses(...QUERY_PROBLEMS) },
      },
    },
    async (request, reply) => {
      const { sql, format, limit, ...params } = request.query as QueryRequest & QueryParams;
      return await reply.send(
        await answer(
          request,
          reply,
          { sql, params: params, ...(format && { format }), ...(limit && { limit }) },
          { sql: '/query/sql', params: '/query', limit: '/query/limit' },
        ),
      );
    },
  );
}
