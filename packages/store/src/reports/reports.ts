import type { ReportRows, SweepReport } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { getSweep } from '../sweeps/find-sweep.js';
import { REPORT_TABLE_NAMES, REPORT_TABLES, type ReportTableName } from './report-tables.js';
import { readSweepMethods } from './sweep-methods.js';

/** The rows behind a table or a figure, as Postgres names their columns. */
export interface ReportTable {
  readonly name: ReportTableName;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Reads rows for reports; each read is from one moment. */
export interface ReportStore {
  /** @throws RoteError `sweep-not-found` */
  read(sweepId: string): Promise<SweepReport>;
  /**
   * Reads only the rows of some tables, for a figure.
   *
   * @throws RoteError `sweep-not-found`
   */
  readRows(sweepId: string, names: readonly (keyof ReportRows)[]): Promise<Partial<ReportRows>>;
  /**
   * Reads tables, and leaves out those without rows.
   *
   * @param names default: all
   * @throws RoteError `sweep-not-found`
   */
  readTables(sweepId: string, names?: readonly ReportTableName[]): Promise<readonly ReportTable[]>;
}

type Row = Readonly<Record<string, unknown>>;

/** Counts and seeds are `bigint`; none exceeds the safe range of a number. */
const asNumber = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const isAmong = (names: readonly string[], table: ReportTableName): boolean =>
  names.includes(camelCase(table));

/** One after another, because a transaction uses one connection. */
async function queryTables(
  tx: Queryable,
  sweepId: string,
  names: readonly ReportTableName[] = REPORT_TABLE_NAMES,
): Promise<readonly (readonly [ReportTableName, readonly Row[]])[]> {
  const tables: (readonly [ReportTableName, readonly Row[]])[] = [];
  for (const name of names)
    tables.push([name, await tx.$queryRawUnsafe<Row[]>(REPORT_TABLES[name], sweepId)]);
  return tables;
}

// The names of the tables and their columns are those of ReportRows; a test compares the two.
const toReportRows = (tables: readonly (readonly [ReportTableName, readonly Row[]])[]): ReportRows =>
  Object.fromEntries(
    tables.map(([name, rows]) => [
      camelCase(name),
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [camelCase(column), asNumber(value)]),
        ),
      ),
    ]),
  ) as unknown as ReportRows;

export function createReportStore({ snapshot }: Pick<Database, 'snapshot'>): ReportStore {
  return {
    read: (sweepId) =>
      snapshot(async (tx) => {
        const { id, name, state, createdAt, cells, counts } = await getSweep(tx, sweepId);
        const methods = await readSweepMethods(tx, id);
        const rows = toReportRows(await queryTables(tx, id));
        return { id, name, state, createdAt, cells, counts, methods, rows };
      }),
    readRows: (sweepId, names) =>
      snapshot(async (tx) => {
        await getSweep(tx, sweepId);
        const tables = REPORT_TABLE_NAMES.filter((table) => isAmong(names, table));
        return toReportRows(await queryTables(tx, sweepId, tables));
      }),
    readTables: (sweepId, names) =>
      snapshot(async (tx) => {
        await getSweep(tx, sweepId);
        return (await queryTables(tx, sweepId, names)).flatMap(([name, rows]) => {
          const [first] = rows;
          if (first === undefined) return [];
          const columns = Object.keys(first);
          return [{ name, columns, rows: rows.map((row) => columns.map((column) => asNumber(row[column]))) }];
        });
      }),
  };
}
