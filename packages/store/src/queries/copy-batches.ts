import type { Readable } from 'node:stream';
import type { RecordBatch } from './record-batch.js';

/** The size of a batch: large enough that its overhead is negligible. */
const BATCH_BYTES = 1024 * 1024;
/** Signature, flags and length of the extension. */
const HEADER_BYTES = 19;
/** Instead of a number of columns. */
const TRAILER = -1;

interface WholeRows {
  readonly count: number;
  /** Where they end. */
  readonly end: number;
  /** The bytes of the largest. */
  readonly largest: number;
}

/** Finds the whole rows from a place on. */
function wholeRows(bytes: Buffer, start: number): WholeRows {
  let end = start;
  let largest = 0;
  for (let count = 0; ; count++) {
    let at = end;
    if (at + 2 > bytes.length) return { count, end, largest };
    const columns = bytes.readInt16BE(at);
    at += 2;
    if (columns === TRAILER) return { count, end, largest };
    for (let column = 0; column < columns; column++) {
      if (at + 4 > bytes.length) return { count, end, largest };
      at += 4 + Math.max(0, bytes.readInt32BE(at));
    }
    if (at > bytes.length) return { count, end, largest };
    largest = Math.max(largest, at - end);
    end = at;
  }
}

/** Returns the rows of a whole COPY … TO STDOUT (FORMAT binary), and the bytes of the largest. */
export function copiedRows(bytes: Buffer): RecordBatch & Pick<WholeRows, 'largest'> {
  const { count, end, largest } = wholeRows(bytes, HEADER_BYTES);
  return { count, bytes: bytes.subarray(HEADER_BYTES, end), framing: 'copy', largest };
}

/** Yields the rows of COPY … TO STDOUT (FORMAT binary) in batches, which `readRecords` reads. */
export async function* copyBatches(copy: Readable): AsyncGenerator<RecordBatch> {
  let chunks: Buffer[] = [];
  let size = 0;
  let isBegun = false;
  const take = (): RecordBatch | undefined => {
    const bytes = Buffer.concat(chunks);
    const start = isBegun ? 0 : HEADER_BYTES;
    if (bytes.length < start) return undefined;
    isBegun = true;
    const { count, end } = wholeRows(bytes, start);
    const rest = bytes.subarray(end);
    chunks = [rest];
    size = rest.length;
    return count === 0 ? undefined : { count, bytes: bytes.subarray(start, end), framing: 'copy' };
  };
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < BATCH_BYTES) continue;
    const batch = take();
    if (batch !== undefined) yield batch;
  }
  const last = take();
  if (last !== undefined) yield last;
}
