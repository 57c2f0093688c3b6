import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { quoteCsv } from '@rote/contracts';
import {
  architectureName,
  canonicalJson,
  Cell,
  cellId,
  corruptionName,
  EXPORT_TABLE_NAMES,
  type ExportTableName,
  findFaults,
  labelNoise,
  regularizerName,
  RoteError,
  sha256Hex,
} from '@rote/domain';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { EXPORT_TABLES } from '../exports/export-tables.js';
import { quoteIdentifier } from '../queries/wrap-query.js';

/** A row as text that PostgreSQL reads. */
type TextRow = readonly (string | null)[];

/** A table of an export, as it is read from its file. */
export interface ImportedTable {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly batches: AsyncIterable<readonly TextRow[]>;
}

/** Everything but `results`, which follows from the rest. */
export type ImportedTableName = Exclude<ExportTableName, 'results'>;
/** Exports of older versions have no `images`. */
export type ImportedTables = Readonly<
  Record<Exclude<ImportedTableName, 'images'>, ImportedTable> & { images?: ImportedTable }
>;

const IMPORTED_TABLES = EXPORT_TABLE_NAMES.filter((name) => name !== 'results');

const NOWHERE = '00000000-0000-0000-0000-000000000000';
/** What `cells` repeats of each spec. */
const NAMES = ['architecture', 'corruption', 'regularizer', 'label_noise'];
const NAME_COLUMNS = `NULL::text AS architecture, NULL::text AS corruption, NULL::text AS regularizer,
  NULL::double precision AS label_noise`;

const corrupt = (message: string, cause?: unknown): RoteError =>
  new RoteError('data-corrupt', `The export cannot be imported: ${message}`, { cause });

function parseCell(text: string | null): Cell | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return findFaults(Cell, value).length === 0 ? (value as Cell) : undefined;
  } catch {
    return undefined;
  }
}

/** Checks that a cell's id follows from its spec, and returns the names that its row has besides. */
function namesOf(id: string | null, spec: string | null): TextRow {
  const cell = parseCell(spec);
  if (cell === undefined) throw corrupt(`the spec of cell ${id ?? '(none)'} is not one that this Rote knows`);
  const found = cellId(cell);
  if (found !== id)
    throw corrupt(`cell ${id ?? '(none)'} has a spec whose id is ${found}: one of them was changed`);
  return [
    architectureName(cell.architecture),
    corruptionName(cell.corruption),
    regularizerName(cell.regularizer),
    String(labelNoise(cell.corruption)),
  ];
}

/** Checks that what identifies images follows from what they depend on. */
function checkInputs(id: string | null, inputs: string | null): void {
  let found: string | undefined;
  try {
    found = sha256Hex(canonicalJson(JSON.parse(inputs ?? '')));
  } catch {
    // It is not JSON.
  }
  if (found !== id)
    throw corrupt(`images ${id ?? '(none)'} have inputs with another id: one of them was changed`);
}

const lineOf = (row: TextRow): string =>
  `${row.map((value) => (value === null ? '' : quoteCsv(value))).join(',')}\n`;

async function* linesOf(
  name: ImportedTableName,
  { columns, batches }: ImportedTable,
): AsyncGenerator<string> {
  const valueOf = (row: TextRow, column: string): string | null => row[columns.indexOf(column)] ?? null;
  const completed = (row: TextRow): TextRow => {
    if (name === 'images') checkInputs(valueOf(row, 'inputs_sha256'), valueOf(row, 'inputs'));
    return name === 'cells' ? [...row, ...namesOf(valueOf(row, 'cell'), valueOf(row, 'spec'))] : row;
  };
  for await (const batch of batches) yield batch.map((row) => lineOf(completed(row))).join('');
}

async function columnsOf(client: pg.Client, table: string): Promise<readonly string[]> {
  const { fields } = await client.query(`SELECT * FROM ${table} LIMIT 0`);
  return fields.map(({ name }) => name);
}

/** Copies a table of an export into a temporary one, `import_…`, with the types of this database. */
async function stageTable(
  client: pg.Client,
  name: ImportedTableName,
  table: ImportedTable | undefined,
): Promise<void> {
  const staged = `import_${name}`;
  const more = name === 'cells' ? `, ${NAME_COLUMNS}` : '';
  await client.query(
    `CREATE TEMP TABLE ${staged} ON COMMIT DROP AS SELECT answer.*${more} FROM (${EXPORT_TABLES[name](NOWHERE)}) AS answer WITH NO DATA`,
  );
  if (table === undefined) return;
  const columns = [...table.columns, ...(name === 'cells' ? NAMES : [])];
  const expected = await columnsOf(client, staged);
  if (columns.join() !== expected.join())
    throw corrupt(
      `${name} has the columns ${columns.join(', ')}, and this Rote needs ${expected.join(', ')}`,
    );
  const copy = client.query(
    copyStreams.from(`COPY ${staged} (${columns.map(quoteIdentifier).join(', ')}) FROM STDIN (FORMAT csv)`),
  );
  await pipeline(Readable.from(linesOf(name, table)), copy);
  if (copy.rowCount !== table.rows)
    throw corrupt(`${name} has ${String(copy.rowCount)} rows, and the manifest says ${String(table.rows)}`);
  await client.query(`ANALYZE ${staged}`);
}

/** Rows that belong to no row of their own table are from elsewhere. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['a cell twice', 'SELECT cell FROM import_cells GROUP BY cell HAVING count(*) > 1'],
  ['a position twice', 'SELECT min(cell) AS cell FROM import_cells GROUP BY position HAVING count(*) > 1'],
  ...['attempts', 'epochs', 'measures', 'examples'].map(
    (name) =>
      [
        `${name} of a cell that it does not have`,
        `SELECT cell FROM import_${name} t WHERE NOT EXISTS (SELECT FROM import_cells c WHERE c.cell = t.cell)`,
      ] as const,
  ),
  [
    'a result without its attempt',
    `SELECT cell FROM import_cells c WHERE outcome IS NOT NULL AND NOT EXISTS
      (SELECT FROM import_attempts a WHERE a.cell = c.cell AND a.attempt = c.attempt AND a.outcome = c.outcome)`,
  ],
];

/** Copies all tables of an export into temporary ones, and checks that they belong together. */
export async function stageTables(client: pg.Client, tables: ImportedTables): Promise<void> {
  for (const name of IMPORTED_TABLES) await stageTable(client, name, tables[name]);
  for (const [what, query] of STRANGERS) {
    const { rows } = await client.query<{ cell: string }>(`${query} LIMIT 1`);
    const [stranger] = rows;
    if (stranger !== undefined) throw corrupt(`it has ${what} (${stranger.cell})`);
  }
}
