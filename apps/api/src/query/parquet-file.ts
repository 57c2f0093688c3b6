import { ReadableStream } from 'node:stream/web';
import { Table as ArrowTable, tableToIPC } from 'apache-arrow';
import {
  Compression,
  EnabledStatistics,
  type RecordBatch,
  Table,
  transformParquetStream,
  type WriterProperties,
  WriterPropertiesBuilder,
} from 'parquet-wasm';
import type { WireRows, WireType } from '@rote/store';
import { type ArrowRows, createArrowRows } from './arrow-rows.js';

/** A row group is written when it has this many rows or bytes: it is what memory holds. */
const GROUP_ROWS = 65_536;
const GROUP_BYTES = 8 * 1024 * 1024;

const NO_ROWS = { count: 0, bytes: Buffer.alloc(0) };

const isFloat = (type: WireType): boolean => type === 'float4' || type === 'float8';

/**
 * Returns how each column is written. The format wants statistics without NaN, but then readers such as DuckDB skip row groups in
 * which `loss > 10` is true only for NaN: floats and lists have no statistics. Text has a dictionary, because names repeat; numbers
 * are written plainly, which is several times faster and rarely larger.
 */
function propertiesOf({ schema }: ArrowRows, { wire }: Pick<WireRows, 'wire'>): WriterProperties {
  let builder = new WriterPropertiesBuilder()
    .setCreatedBy('rote')
    .setCompression(Compression.SNAPPY)
    .setMaxRowGroupSize(GROUP_ROWS)
    .setMaxRowGroupBytes(GROUP_BYTES)
    .setDictionaryEnabled(false)
    .setStatisticsEnabled(EnabledStatistics.None);
  for (const [index, { name }] of schema.fields.entries()) {
    const { type, isArray } = wire[index]!;
    if (isArray || isFloat(type)) continue;
    builder = builder.setColumnStatisticsEnabled(name, EnabledStatistics.Chunk);
    if (type === 'text') builder = builder.setColumnDictionaryEnabled(name, true);
  }
  return builder.build();
}

/** Yields the rows as a Parquet file, a row group at a time. */
export async function* parquetOf({ batches, ...shape }: WireRows): AsyncGenerator<Uint8Array> {
  const rows = createArrowRows(shape);
  let failure: unknown;
  const read = async function* (): AsyncGenerator<RecordBatch> {
    let isEmpty = true;
    const copied = (batch: Parameters<ArrowRows['read']>[0]): readonly RecordBatch[] =>
      Table.fromIPCStream(tableToIPC(new ArrowTable([rows.read(batch)]), 'stream')).recordBatches();
    try {
      for await (const batch of batches) {
        yield* copied(batch);
        isEmpty = false;
      }
      // The schema comes with the first.
      if (isEmpty) yield* copied(NO_ROWS);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    yield* await transformParquetStream(ReadableStream.from(read()) as never, propertiesOf(rows, shape));
  } catch (error) {
    throw failure ?? error;
  }
}
