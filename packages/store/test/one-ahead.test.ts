import { expect, it } from 'vitest';
import { oneAhead } from '../src/queries/one-ahead.js';

/** Counts what it was asked for, and fails after some items. */
function counted(failAfter = Infinity) {
  const seen = { asked: 0, isClosed: false };
  async function* items(): AsyncGenerator<number> {
    try {
      for (let item = 0; ; item++) {
        seen.asked++;
        await Promise.resolve();
        if (item === failAfter) throw new Error('no more');
        yield item;
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, items: items() };
}

it('asks for one item more than the reader has, and ends its source with the reader', async () => {
  const { seen, items } = counted();
  const read: number[] = [];
  for await (const item of oneAhead(items)) {
    read.push(item);
    expect(seen.asked).toBe(item + 2);
    if (item === 3) break;
  }
  expect(read).toEqual([0, 1, 2, 3]);
  expect(seen.isClosed).toBe(true);
});

it('throws what its source throws, after the items before', async () => {
  const { seen, items } = counted(2);
  const read: number[] = [];
  await expect(
    (async () => {
      for await (const item of oneAhead(items)) read.push(item);
    })(),
  ).rejects.toThrow('no more');
  expect(read).toEqual([0, 1]);
  expect(seen.isClosed).toBe(true);
});
