import { readFile } from 'node:fs/promises';
import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';

interface Column {
  readonly table: unknown;
  readonly column: unknown;
  readonly type: unknown;
  readonly nullable: unknown;
}

const POSTGRES_TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  DateTime: 'timestamp with time zone',
};

/** Types that are declared in an attribute. */
const DECLARED_TYPES: Readonly<Record<string, string>> = {
  Uuid: 'uuid',
  SmallInt: 'smallint',
  Real: 'real',
  Date: 'date',
};

/** The columns that schema.prisma declares; relations and block attributes have none of the types above. */
function columnsOf(schema: string): readonly Column[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    return [...body.matchAll(/^ {2}(\w+) +(\w+)(\?|\[\])?( .*)?$/gm)].flatMap(
      ([, field, type = '', many, attributes = '']): readonly Column[] => {
        const declared = DECLARED_TYPES[/@db\.(\w+)/.exec(attributes)?.[1] ?? ''];
        const postgresType = declared ?? POSTGRES_TYPES[type];
        if (postgresType === undefined) return [];
        const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field;
        return [
          {
            table,
            column,
            type: many === '[]' ? `${postgresType}[]` : postgresType,
            nullable: many === '?' ? 'YES' : 'NO',
          },
        ];
      },
    );
  });
}

it('schema.prisma declares the tables that the migrations create', async () => {
  const { sql } = await useStore();
  const schema = await readFile(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
  const inDatabase = await sql(
    `SELECT c.table_name AS "table", c.column_name AS "column", c.udt_name::regtype::text AS type, c.is_nullable AS nullable
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND t.table_name <> '_prisma_migrations'`,
  );
  const byName = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  const declared = columnsOf(schema);
  expect(declared.length).toBeGreaterThan(110);
  expect([...inDatabase].sort(byName)).toEqual([...declared].sort(byName));
});
