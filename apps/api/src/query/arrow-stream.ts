import { AsyncByteQueue, RecordBatchStreamWriter } from 'apache-arrow';
import type { WireRows } from '@rote/store';
import { createArrowRows } from './arrow-rows.js';

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
export async function* arrowOf({ batches, ...shape }: WireRows): AsyncGenerator<Uint8Array> {
  const rows = createArrowRows(shape);
  const chunks = new Chunks();
  const writer = new RecordBatchStreamWriter();
  // The schema waits for the first batch: an error in that can still become the answer.
  writer.reset(chunks, rows.schema);
  for await (const batch of batches) {
    writer.write(rows.read(batch));
    yield chunks.take();
  }
  writer.finish();
  yield chunks.take();
}
