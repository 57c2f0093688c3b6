import { distinctNames } from '@rote/contracts';
import type pg from 'pg';
import type { SentText } from './query-session.js';

/** How the rows of a query arrive: typed values, text as in CSV, or one JSON object per row. */
export type QueryForm = 'values' | 'text' | 'json';

/** A type of PostgreSQL whose binary form the batches of an `OpenQuery` may contain. */
export type WireType =
  | 'bool'
  | 'int2'
  | 'int4'
  | 'int8'
  | 'float4'
  | 'float8'
  | 'text'
  | 'bytea'
  | 'date'
  | 'timestamp'
  | 'timestamptz';

export interface WireColumn {
  readonly type: WireType;
  /** Whether a value is an array of such. */
  readonly isArray: boolean;
  /** Whether few values repeat, so that formats that can should store each once. Default: false. */
  readonly isRepeated?: boolean;
}

/** What the server knows of a type. */
export interface TypeRow {
  readonly oid: number;
  /** As people write it: `integer`, `double precision`, `text[]`, … */
  readonly name: string;
  /** The name in SQL, in its schema, without a default length as in `character`. */
  readonly sqlName: string;
  /** The name of the type, or of the elements of an array, if the type comes with PostgreSQL. */
  readonly base: string;
  readonly isArray: boolean;
  readonly isPseudo: boolean;
}

const AS_THEY_ARE = new Set<string>([
  'bool',
  'int2',
  'int4',
  'int8',
  'float4',
  'float8',
  'text',
  'bytea',
  'date',
  'timestamp',
  'timestamptz',
] satisfies WireType[]);

const isWireType = (name: string): name is WireType => AS_THEY_ARE.has(name);

/** A `numeric` becomes the nearest double, which every reader has; `oid` needs more than 31 bits; the rest is text. */
function wireTypeOf(base: string): WireType {
  if (isWireType(base)) return base;
  if (base === 'numeric') return 'float8';
  return base === 'oid' ? 'int8' : 'text';
}

/** Returns what a type becomes on the wire. */
export const wireColumnOf = ({ base, isArray, isPseudo }: TypeRow): WireColumn =>
  isPseudo ? { type: 'text', isArray: false } : { type: wireTypeOf(base), isArray };

/** The name in SQL of a column's type on the wire. */
export const sqlTypeOf = ({ type, isArray }: WireColumn): string =>
  `pg_catalog.${type}${isArray ? '[]' : ''}`;

/** Returns a name as SQL has it in quotes. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `void` has no cast. */
const asText = (column: string, { name }: TypeRow): string =>
  name === 'void' ? `pg_catalog.format('%s', ${column})` : `${column}::pg_catalog.text`;

function valueOf(column: string, type: TypeRow): string {
  const wire = wireColumnOf(type);
  if (wire.type === 'text' && !wire.isArray) return asText(column, type);
  return `${column}::${sqlTypeOf(wire)}`;
}

/** A statement whose columns all have wire types, and what they are. */
export interface WrappedQuery extends SentText {
  readonly columns: readonly WireColumn[];
}

const TEXT: WireColumn = { type: 'text', isArray: false };

/**
 * Puts a query into one that converts its columns. The conversion is a part of the query, so it runs with the same rights.
 * The query must be a valid statement by itself, because a bracket could close the outer one's.
 *
 * @param query the query, its parameters rendered
 */
export function wrapQuery(
  query: SentText,
  fields: readonly pg.FieldDef[],
  types: readonly TypeRow[],
  { form, limit }: { readonly form: QueryForm; readonly limit: number | undefined },
): WrappedQuery {
  const names =
    form === 'json'
      ? distinctNames(fields.map(({ name }) => name))
      : fields.map((_, index) => `c${String(index + 1)}`);
  const quoted = names.map(quoteIdentifier);
  let alias = 'answer';
  while (names.includes(alias)) alias += '_';
  const list = {
    values: () => types.map((type, index) => valueOf(quoted[index] ?? '', type)),
    text: () => types.map((type, index) => asText(quoted[index] ?? '', type)),
    json: () => [`pg_catalog.row_to_json(${alias})::pg_catalog.text`],
  }[form]();
  // A row without columns still counts.
  const expressions = list.length === 0 ? ['NULL::pg_catalog.text'] : list;
  const prefix = `SELECT ${expressions.join(', ')} FROM (\n`;
  const as = quoted.length === 0 ? alias : `${alias} (${quoted.join(', ')})`;
  const end = limit === undefined ? '' : ` LIMIT ${String(limit)}`;
  return {
    text: `${prefix}${query.text}\n) AS ${as}${end}`,
    originalOffset: (offset) => query.originalOffset(Math.max(0, offset - prefix.length)),
    columns: form === 'values' && list.length > 0 ? types.map(wireColumnOf) : expressions.map(() => TEXT),
  };
}
