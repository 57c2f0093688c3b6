import type { RecordBatch } from '@rote/store';
import { afterAll, expect, it } from 'vitest';
import { createEncodingThread } from '../src/query/encoding-thread.js';

const thread = createEncodingThread();
afterAll(() => thread.close());

/** One row with the text "a", as PostgreSQL sends it in COPY's binary format. */
const ROW: RecordBatch = { count: 1, bytes: Buffer.from([0, 1, 0, 0, 0, 1, 0x61]), framing: 'copy' };
const shape = { columns: [{ name: 'x', type: 'text' }], wire: [{ type: 'text', isArray: false }] } as const;

async function textOf(batches: AsyncIterable<RecordBatch>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of thread.encode('csv', { ...shape, batches })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

it('leaves no rows out when its thread ends between two batches, and starts again', async () => {
  async function* twoBatches(isInterrupted: boolean) {
    yield ROW;
    if (isInterrupted) await thread.close();
    yield ROW;
  }
  await expect(textOf(twoBatches(true))).rejects.toThrow('could not be encoded');
  expect(await textOf(twoBatches(false))).toBe('x\na\na\n');
});
