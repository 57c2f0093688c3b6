/** How an answer to a query has a value of a type in JSON, as `query` of the client returns it. */
const TYPES = {
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'Exact',
  numeric: 'Exact',
  real: 'Float',
  'double precision': 'Float',
  text: 'string',
  uuid: 'string',
  name: 'string',
  'character varying': 'string',
  bytea: 'string',
  date: 'string',
  'timestamp with time zone': 'string',
  'timestamp without time zone': 'string',
  interval: 'string',
  json: 'unknown',
  jsonb: 'unknown',
};

const HEAD = `// Written by "npm run docs" from the comments and the types of the database's views.
// Do not edit.

/** A number with all its digits, as text. */
export type Exact = string;
/** JSON has no other way to write these. */
export type Float = number | 'NaN' | 'Infinity' | '-Infinity';

/** The rows of the views, and of the tables that people may read, by their names. */
export interface Views {
`;

function typeOf(type, isEnum) {
  if (type.endsWith('[]')) {
    const item = typeOf(type.slice(0, -2), isEnum);
    // Only a column's own numbers are exact.
    return `readonly (${item === 'Exact' ? 'number' : item} | null)[]`;
  }
  const name = type.replace(/\(\d+(,\d+)?\)/, '');
  const known = TYPES[name] ?? (isEnum ? 'string' : undefined);
  if (known === undefined) throw new Error(`no TypeScript type for ${type}`);
  return known;
}

const comment = (text, indent) => `${indent}/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`;

/** Writes the types of the rows that queries of views return. */
export function describeRowTypes({ relations, columns, isNotNull }) {
  const interfaces = relations
    .filter(({ is_readable: isReadable }) => isReadable)
    .map(({ oid, name, comment: about }) => {
      const fields = columns
        .filter((column) => column.oid === oid)
        .map((column) => {
          const type = typeOf(column.type, column.is_enum);
          const value = isNotNull(oid, column.number) || type === 'unknown' ? type : `${type} | null`;
          return `${comment(column.comment ?? name, '    ')}    readonly ${column.name}: ${value};\n`;
        });
      return `${comment(about ?? name, '  ')}  readonly ${name}: {\n${fields.join('')}  };\n`;
    });
  return { 'packages/client/src/generated/views.ts': `${HEAD}${interfaces.join('')}}\n` };
}
