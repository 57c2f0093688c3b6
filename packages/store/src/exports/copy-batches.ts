import type { Readable } from 'node:stream';
import type { RecordBatch } from '../queries/open-query.js';

/** The size of a batch: large enough that its overhead is negligible. */
const BATCH_BYTES = 1024 * 1024;
/** Signature, flags and length of the extension. */
const HEADER_BYTES = 19;
/** Instead of a number of columns. */
const TRAILER = -1;

/** Returns how many whole rows there are from a place on, and where they end. */
function wholeRows(bytes: Buffer, start: number): { readonly count: number; readonly end: number } {
  let end = start;
  for (let count = 0; ; count++) {
    let at = end;
    if (at + 2 > bytes.length) return { count, end };
    const columns = bytes.readInt16BE(at);
    at += 2;
    if (columns === TRAILER) return { count, end };
    for (let column = 0; column < columns; column++) {
      if (at + 4 > bytes.length) return { count, end };
      at += 4 + Math.max(0, bytes.readInt32BE(at));
    }
    if (at > bytes.length) return { count, end };
    end = at;
  }
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
