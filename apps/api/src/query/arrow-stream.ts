import {
  AsyncByteQueue,
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import { distinctNames } from '@rote/contracts';
import { readRecords, type WireRows } from '@rote/store';
import { createArrowColumn } from './arrow-columns.js';

/** Collects what a writer writes. Apache Arrow's own queue is read without telling the writer to wait. */
class Chunks extends AsyncByteQueue {
  #chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  take(): Buffer {
    const chunks = this.#chunks;
    this.#chunks = [];
    return Buffer.concat(chunks);
  }
}

/** Yields the rows as an Arrow IPC stream: a record batch for each batch. */
export async function* arrowOf({ columns, wire, batches }: WireRows): AsyncGenerator<Buffer> {
  const names = distinctNames(columns.map(({ name }) => name));
  const readers = wire.map((column, index) => createArrowColumn(names[index] ?? '', column));
  const fields = names.map(
    (name, index) =>
      new Field(name, readers[index]!.type, true, new Map([['postgres', columns[index]?.type ?? '']])),
  );
  const schema = new Schema(fields);
  const type = new Struct(fields);
  const chunks = new Chunks();
  const writer = new RecordBatchStreamWriter();
  // The schema waits for the first batch: an error in that can still become the answer.
  writer.reset(chunks, schema);
  for await (const batch of batches) {
    readRecords(batch, readers);
    const children = readers.map((reader) => reader.finish()).slice(0, names.length);
    writer.write(new RecordBatch(schema, makeData({ type, length: batch.count, nullCount: 0, children })));
    yield chunks.take();
  }
  writer.finish();
  yield chunks.take();
}
