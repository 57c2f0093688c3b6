import pg from 'pg';
import { findNullability } from './nullability.mjs';
import { describeRowTypes } from './row-types.mjs';
import { code, GENERATED, sentence, table } from './markdown.mjs';

const RELATIONS = `
SELECT c.oid::int AS oid, c.relname AS name, c.relkind IN ('v', 'm') AS is_view,
  has_table_privilege('rote_query', c.oid, 'SELECT') AS is_readable, obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND c.relname NOT LIKE '\\_prisma%'
ORDER BY c.relname`;

const COLUMNS = `
SELECT a.attrelid::int AS oid, a.attnum::int AS number, a.attname AS name,
  t.typtype = 'e' AS is_enum, format_type(a.atttypid, a.atttypmod) AS type,
  col_description(a.attrelid, a.attnum) AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum`;

/** Functions that people may call in a query: no triggers, no parts of aggregates. */
const FUNCTIONS = `
SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
  obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype
  AND obj_description(p.oid, 'pg_proc') IS NOT NULL
ORDER BY p.proname, arguments`;

async function readCatalog(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ask = async (query) => (await client.query(query)).rows;
    return {
      relations: await ask(RELATIONS),
      columns: await ask(COLUMNS),
      functions: await ask(FUNCTIONS),
      isNotNull: await findNullability(ask),
    };
  } finally {
    await client.end();
  }
}

/** Writes docs/reference/views.md, and the types of the views' rows. */
export async function describeViews(databaseUrl) {
  const catalog = await readCatalog(databaseUrl);
  const { relations, columns, functions } = catalog;
  const section = ({ oid, name, comment, is_view: isView, is_readable: isReadable }) => {
    const own = columns.filter((column) => column.oid === oid);
    const rows = own.map((column) => [code(column.name), column.type, sentence(column.comment ?? '')]);
    const access = isReadable ? '`rote sql` may read it.' : '`rote sql` may not read it.';
    const about = [sentence(comment ?? ''), isView && isReadable ? '' : access]
      .filter((part) => part !== '')
      .join(' ');
    return `### ${name}\n\n${about}\n\n${table(['column', 'type', 'meaning'], rows)}`;
  };
  const functionSection = ({ name, arguments: given, result, comment }) =>
    `### ${name}\n\n\`\`\`text\n${name}(${given}) → ${result}\n\`\`\`\n\n${sentence(comment)}`;
  const text = `${GENERATED}

# Views, functions and tables

What SQL can query. The texts are the comments in the database itself (\`\\d+ results\` in psql shows them). [How to ask the
results](../guide/asking-results.md) has queries to start with.

## Views

${relations
  .filter(({ is_view: isView }) => isView)
  .map(section)
  .join('\n\n')}

## Functions

${functions.map(functionSection).join('\n\n')}

## Tables

\`rote sql\` reads every view above that does not say otherwise, and of the tables only ${relations
    .filter(({ is_view: isView, is_readable: isReadable }) => !isView && isReadable)
    .map(({ name }) => code(name))
    .join(
      ', ',
    )}. The others are Rote's internal tables, listed for administrators of the database: query the views instead.

${relations
  .filter(({ is_view: isView }) => !isView)
  .map(section)
  .join('\n\n')}
`;
  return { 'docs/reference/views.md': text, ...describeRowTypes(catalog) };
}
