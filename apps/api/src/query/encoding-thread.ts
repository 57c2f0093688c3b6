import type { QueryFormat } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { QueryError, type RecordBatch, type WireRows } from '@rote/store';
import { createAnsweringThread } from '../answering-thread.js';

/** The formats that are streams, of any number of rows. */
export type StreamFormat = Exclude<QueryFormat, 'json'>;

/** Rows with their shape: as JSON objects, or not. */
type StreamRows = WireRows & { readonly isJson?: boolean };

/** What the thread is told about rows before they come. */
export type StreamShape = Required<Omit<StreamRows, 'batches'>>;

/** One step of an answer, which the thread knows by its number. */
export type EncodeTask = { readonly answer: number } & (
  | { readonly step: 'begin'; readonly format: StreamFormat; readonly shape: StreamShape }
  | { readonly step: 'write'; readonly batch: RecordBatch }
  | { readonly step: 'end' }
  | { readonly step: 'abandon' }
);

/** The bytes that are ready, or why there are none: whether the query is at fault, and what it is. */
export type Encoded =
  { readonly bytes: Uint8Array } | { readonly isOfQuery: boolean; readonly message: string };

export interface EncodingThread {
  /**
   * Yields the rows in this format.
   *
   * @throws QueryError if a value has no form in it
   */
  encode(format: StreamFormat, rows: StreamRows): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** The same place seen from the sources and from the build. */
const MODULE = new URL('../../dist/query/encode-worker.js', import.meta.url);

/** Writes rows in a thread, several answers at a time, while this process reads the next rows and answers others. */
export function createEncodingThread(): EncodingThread {
  const thread = createAnsweringThread<EncodeTask, Encoded>({
    module: MODULE,
    work: 'encodes rows',
    maxHeapMb: 1024,
  });
  let last = 0;
  const ask = async (task: EncodeTask): Promise<Uint8Array> => {
    const encoded = await thread.ask(task);
    if ('bytes' in encoded) return encoded.bytes;
    throw encoded.isOfQuery
      ? new QueryError(encoded.message)
      : new RoteError('internal', `the rows could not be encoded: ${encoded.message}`);
  };
  return {
    async *encode(format, { batches, columns, wire, isJson = false }) {
      const answer = ++last;
      let isComplete = false;
      try {
        await ask({ answer, step: 'begin', format, shape: { columns, wire, isJson } });
        for await (const batch of batches) {
          const bytes = await ask({ answer, step: 'write', batch });
          if (bytes.length > 0) yield bytes;
        }
        const bytes = await ask({ answer, step: 'end' });
        isComplete = true;
        yield bytes;
      } finally {
        if (!isComplete) await ask({ answer, step: 'abandon' }).catch(() => undefined);
      }
    },
    close: () => thread.close(),
  };
}
