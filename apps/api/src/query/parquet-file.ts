import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { distinctNames } from '@rote/contracts';
import { readRecords, type WireRows } from '@rote/store';
import { createParquetColumn, type ParquetColumn } from './parquet-columns.js';

/**
 * A row group is written when it has this many rows or bytes: it is what memory holds, and what is encoded in one step, while no
 * other request is answered.
 */
const GROUP_ROWS = 16_384;
const GROUP_BYTES = 4 * 1024 * 1024;

const hasNaN = (values: readonly unknown[]): boolean =>
  values.some((value) => (Array.isArray(value) ? hasNaN(value) : Number.isNaN(value)));

/**
 * Prepares a column for the writer. The format wants statistics without NaN, but then readers such as DuckDB skip row groups in which
 * `loss > 10` is true only for NaN: a column with NaN has no statistics. Floats are stored plainly, because the writer's
 * dictionary takes -0 for 0.
 */
const sourceOf = (column: ParquetColumn) => {
  const data = column.finish();
  return {
    name: column.name,
    data,
    ...(column.isFloat && { encoding: 'PLAIN' as const, statistics: !hasNaN(data) }),
  };
};

/** Yields the rows as a Parquet file, a row group at a time. */
export async function* parquetOf({ columns, wire, batches }: WireRows): AsyncGenerator<Buffer> {
  const names = distinctNames(columns.map(({ name }) => name));
  const readers = wire.map((column, index) => createParquetColumn(names[index] ?? '', column));
  const written = readers.slice(0, names.length);
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: written.length }, ...written.flatMap(({ schema }) => schema)],
    createdBy: 'rote',
  });
  const take = (): Buffer => {
    const bytes = Buffer.from(writer.getBytes());
    writer.index = 0;
    return bytes;
  };
  let rows = 0;
  let size = 0;
  const writeGroup = (): void => {
    void file.write({ columnData: written.map(sourceOf), rowGroupSize: rows });
    rows = 0;
    size = 0;
  };
  for await (const batch of batches) {
    readRecords(batch, readers);
    rows += batch.count;
    size += batch.bytes.length;
    if (rows < GROUP_ROWS && size < GROUP_BYTES) continue;
    writeGroup();
    yield take();
  }
  if (rows > 0) writeGroup();
  void file.finish();
  yield take();
}
