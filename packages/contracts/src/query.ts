import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';
import { STORABLE } from './storable-text.js';

/** The formats of a query's rows: one JSON document, or a stream without a limit. */
export const QUERY_FORMATS = ['json', 'ndjson', 'csv', 'arrow', 'parquet'] as const;
export type QueryFormat = (typeof QUERY_FORMATS)[number];

/** The most rows of a JSON document, and how many it has by default. */
export const MAX_JSON_ROWS = 10_000;
export const DEFAULT_JSON_ROWS = 1000;

const MAX_SQL_CHARACTERS = 100_000;

const Sql = Type.String({
  minLength: 1,
  maxLength: MAX_SQL_CHARACTERS,
  pattern: STORABLE,
  description:
    'one query: SELECT, VALUES, TABLE or WITH, or an EXPLAIN or SHOW. `:name` stands for a value, except in strings, quoted names and comments',
});
const Format = Type.Optional(
  Type.Enum([...QUERY_FORMATS], {
    description: `${QUERY_FORMATS.join(', ')} (overrides the header Accept; default: json)`,
  }),
);
const Limit = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    description: `the most rows; default: ${String(DEFAULT_JSON_ROWS)} as json, whose maximum is ${String(MAX_JSON_ROWS)}, and all in the other formats`,
  }),
);

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const Value = Type.Union([Scalar, Type.Array(Scalar)]);

/** An object with any keys. (A TypeBox record has patterns, which OpenAPI's tools rewrite.) */
const Dictionary = <Item>(schema: TSchema, options: object = {}) =>
  Type.Unsafe<Record<string, Item>>(Type.Object({}, { additionalProperties: schema, ...options }));

export const QueryParams = Dictionary<Static<typeof Value>>(Value, {
  description:
    'the value of each :name: a string, a number, a boolean, null, or a list of these for an array. PostgreSQL reads it as the type that the query needs there',
});
export type QueryParams = Static<typeof QueryParams>;

export const QueryRequest = Type.Object(
  { sql: Sql, params: Type.Optional(QueryParams), format: Format, limit: Limit },
  { ...closed, description: 'a SQL query with its values' },
);
export type QueryRequest = Static<typeof QueryRequest>;

/** A query as a link. Every other parameter of the address is the value of the `:name` of that name. */
export const QueryLink = Type.Object(
  { sql: Sql, format: Format, limit: Limit },
  { additionalProperties: Type.String() },
);

export const QueryColumn = Type.Object(
  {
    name: Type.String({ description: 'the column’s name' }),
    type: Type.String({
      description: 'its type, as PostgreSQL writes it: integer, double precision, text[], …',
    }),
  },
  { ...closed, description: 'a column of a query’s answer' },
);

/** Column names are the keys of the rows; of columns with the same name, the second has _2 after it. */
export const QueryAnswer = Type.Object(
  {
    columns: Type.Array(QueryColumn),
    rows: Type.Array(Dictionary<unknown>(Type.Unknown()), {
      description: 'an object per row, as PostgreSQL writes it in JSON: NaN and infinities are text',
    }),
    truncated: Type.Boolean({ description: 'whether the query has more rows than the limit' }),
  },
  { ...closed, description: 'the answer to a query as JSON' },
);
export type QueryAnswer = Static<typeof QueryAnswer>;
