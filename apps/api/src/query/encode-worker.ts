import { TransformStream } from 'node:stream/web';
import { parentPort } from 'node:worker_threads';
import { describeError } from '@rote/domain';
import { QueryError, type RecordBatch } from '@rote/store';
import type { Numbered } from '../answering-thread.js';
import { arrowOf } from './arrow-stream.js';
import type { StreamFormat, Encoded, EncodeTask, StreamShape } from './encoding-thread.js';
import { parquetOf } from './parquet-file.js';
import { csvOf, ndjsonOf, type TextRows } from './text-rows.js';

const ENCODERS: Record<StreamFormat, (rows: TextRows) => AsyncIterable<string | Uint8Array>> = {
  ndjson: ndjsonOf,
  csv: csvOf,
  arrow: arrowOf,
  parquet: parquetOf,
};

/** An answer that is being written. */
interface Encoder {
  write(batch: RecordBatch): Promise<void>;
  end(): Promise<void>;
  abandon(): Promise<void>;
  /** Returns what has been written since the last call. */
  take(): Uint8Array;
}

/** A buffer arrives in a thread as plain bytes. */
const received = ({ bytes, ...batch }: RecordBatch): RecordBatch => ({
  ...batch,
  bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

function createEncoder(format: StreamFormat, shape: StreamShape): Encoder {
  const { readable, writable } = new TransformStream<RecordBatch, RecordBatch>();
  const input = writable.getWriter();
  input.closed.catch(() => undefined);
  let chunks: Uint8Array[] = [];
  const written = (async () => {
    for await (const chunk of ENCODERS[format]({ ...shape, batches: readable }))
      chunks.push(Buffer.from(chunk));
  })();
  // Thrown by the step that waits for it.
  written.catch(() => undefined);
  const whileWriting = async (step: Promise<void>): Promise<void> => {
    // If writing fails, it cancels its input, and its own error says why.
    await Promise.race([step.catch(() => written), written]);
  };
  return {
    async write(batch) {
      await whileWriting(input.write(received(batch)));
    },
    async end() {
      await whileWriting(input.close());
      await written;
    },
    async abandon() {
      await input.abort().catch(() => undefined);
    },
    take() {
      const taken = Buffer.concat(chunks);
      chunks = [];
      return taken;
    },
  };
}

const encoders = new Map<number, Encoder>();

async function take(task: EncodeTask): Promise<Uint8Array> {
  const { answer } = task;
  if (task.step === 'begin') encoders.set(answer, createEncoder(task.format, task.shape));
  const encoder = encoders.get(answer);
  if (encoder === undefined) {
    if (task.step === 'abandon') return new Uint8Array();
    throw new Error('the thread that had begun them has ended');
  }
  if (task.step === 'write') await encoder.write(task.batch);
  if (task.step === 'end') await encoder.end();
  if (task.step === 'abandon') await encoder.abandon();
  if (task.step === 'end' || task.step === 'abandon') encoders.delete(answer);
  return encoder.take();
}

async function encode(task: EncodeTask): Promise<Encoded> {
  try {
    return { bytes: await take(task) };
  } catch (error) {
    return { isOfQuery: error instanceof QueryError, message: describeError(error) };
  }
}

parentPort?.on('message', ({ id, content }: Numbered<EncodeTask>) => {
  void encode(content).then((encoded) => {
    parentPort?.postMessage({ id, content: encoded } satisfies Numbered<Encoded>);
  });
});
