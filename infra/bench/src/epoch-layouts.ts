import type pg from 'pg';

const METRICS = Array.from({ length: 12 }, (_, index) => `m${String(index)}`);
const COLUMNS = METRICS.map((name) => `${name} DOUBLE PRECISION NOT NULL`).join(', ');
const KEY = `epoch INTEGER NOT NULL, attempt INTEGER NOT NULL, step INTEGER NOT NULL`;
const PARTITIONS = 16;

/** Ways to keep learning curves, each as statements that make the table `curves`. The key of a cell is `cell`. */
const LAYOUTS = {
  'a row per epoch': [
    `CREATE TABLE curves (cell TEXT NOT NULL, ${KEY}, ${COLUMNS}, recorded_at TIMESTAMPTZ, PRIMARY KEY (cell, epoch))`,
  ],
  [`the same in ${String(PARTITIONS)} hash partitions`]: [
    `CREATE TABLE curves (cell TEXT NOT NULL, ${KEY}, ${COLUMNS}, recorded_at TIMESTAMPTZ, PRIMARY KEY (cell, epoch)) PARTITION BY HASH (cell)`,
    ...Array.from(
      { length: PARTITIONS },
      (_, part) =>
        `CREATE TABLE curves_${String(part)} PARTITION OF curves FOR VALUES WITH (MODULUS ${String(PARTITIONS)}, REMAINDER ${String(part)})`,
    ),
  ],
  'a row per epoch, cells by number': [
    `CREATE TABLE curves (cell BIGINT NOT NULL, ${KEY}, ${COLUMNS}, recorded_at TIMESTAMPTZ, PRIMARY KEY (cell, epoch))`,
  ],
  'a row per cell, with arrays': [
    `CREATE TABLE curves (cell TEXT PRIMARY KEY, steps INTEGER[], attempts INTEGER[], ${METRICS.map((name) => `${name} DOUBLE PRECISION[]`).join(', ')}, recorded_at TIMESTAMPTZ[])`,
  ],
} as const;

export interface LayoutCost {
  readonly layout: string;
  /** With indexes. */
  readonly bytesPerEpoch: number;
  readonly writeMsPerCell: number;
  /** Time to delete 500 cells together. */
  readonly deleteMs: number;
  /** Time to read the last epoch of every cell. */
  readonly lastEpochsMs: number;
}

const cellOf = (layout: string, number: string): string =>
  layout.includes('number') ? number : `encode(sha256(${number}::text::bytea), 'hex')`;

/** Measures layouts of learning curves in a database of their own, with cells that report all epochs in one statement each. */
export async function measureLayouts(
  client: pg.Client,
  { cells, epochs }: { readonly cells: number; readonly epochs: number },
): Promise<readonly LayoutCost[]> {
  const costs: LayoutCost[] = [];
  const timed = async (sql: string): Promise<number> => {
    const startedAt = performance.now();
    await client.query(sql);
    return performance.now() - startedAt;
  };
  for (const [layout, statements] of Object.entries(LAYOUTS)) {
    for (const statement of statements) await client.query(statement);
    const random = METRICS.map(() => 'random()').join(', ');
    const isArrays = layout.includes('arrays');
    const writing = isArrays
      ? `INSERT INTO curves SELECT ${cellOf(layout, 'c')}, array_agg(391 * n), array_agg(1), ${METRICS.map(() => 'array_agg(random())').join(', ')}, array_agg(now()) FROM generate_series(1, ${String(epochs)}) n`
      : `INSERT INTO curves SELECT ${cellOf(layout, 'c')}, n, 1, 391 * n, ${random}, now() FROM generate_series(1, ${String(epochs)}) n`;
    const writeMs = await timed(`DO $$ BEGIN FOR c IN 1..${String(cells)} LOOP ${writing}; END LOOP; END $$`);
    await client.query('VACUUM ANALYZE curves');
    const { rows } = await client.query<{ bytes: number }>(
      `SELECT sum(pg_total_relation_size(relid))::float8 AS bytes FROM pg_partition_tree('curves')
       UNION ALL SELECT pg_total_relation_size('curves')::float8 ORDER BY 1 DESC NULLS LAST`,
    );
    const bytes = Math.max(...rows.map((row) => row.bytes));
    const lastEpochsMs = await timed(
      isArrays
        ? `SELECT count(*), sum(m3[${String(epochs)}]) FROM curves`
        : `SELECT count(*), sum(e.m3) FROM generate_series(1, ${String(cells)}) c JOIN curves e ON e.cell = ${cellOf(layout, 'c')} AND e.epoch = ${String(epochs)}`,
    );
    const deleteMs = await timed(
      `DELETE FROM curves WHERE cell IN (SELECT ${cellOf(layout, 'c')} FROM generate_series(1, ${String(Math.min(500, cells))}) c)`,
    );
    costs.push({
      layout,
      bytesPerEpoch: bytes / cells / epochs,
      writeMsPerCell: writeMs / cells,
      deleteMs,
      lastEpochsMs,
    });
    await client.query('DROP TABLE curves');
  }
  return costs;
}
