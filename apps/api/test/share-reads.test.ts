import type { Sweep } from '@rote/contracts';
import { expect, it } from 'vitest';
import { shareReads } from '../src/share-reads.js';
import { specOf } from './support/specs.js';
import { useApi } from './support/test-api.js';

/** Reads that end when they are told to, in order. */
function heldReads() {
  const begun: { readonly key: string; readonly end: (value: string) => void; readonly fail: () => void }[] =
    [];
  const ask = shareReads(
    (key: string) =>
      new Promise<string>((resolve, reject) => {
        begun.push({
          key,
          end: resolve,
          fail: () => {
            reject(new Error('the database is away'));
          },
        });
      }),
  );
  return { begun, ask };
}

it('gives those who ask during a read the next one, which they share', async () => {
  const { begun, ask } = heldReads();
  const first = ask('a');
  const others = [ask('a'), ask('a'), ask('a')];
  expect(begun).toHaveLength(1);
  begun[0]!.end('before');
  await expect(first).resolves.toBe('before');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]!.end('after');
  await expect(Promise.all(others)).resolves.toEqual(['after', 'after', 'after']);
  void ask('a');
  expect(begun).toHaveLength(3);
});

it('gives those who ask during a long read its answer, if told so', async () => {
  let reads = 0;
  let end: (value: number) => void = () => undefined;
  const ask = shareReads(
    () => {
      reads++;
      return new Promise<number>((resolve) => (end = resolve));
    },
    { joinsRunning: true },
  );
  const both = [ask('a'), ask('a')];
  end(1);
  await expect(Promise.all(both)).resolves.toEqual([1, 1]);
  const later = ask('a');
  end(2);
  await expect(later).resolves.toBe(2);
  expect(reads).toBe(2);
});

it('reads different things at once', () => {
  const { begun, ask } = heldReads();
  void ask('a');
  void ask('b');
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
});

it('reads again for those who waited for a read that failed', async () => {
  const { begun, ask } = heldReads();
  const first = ask('a');
  const second = ask('a');
  begun[0]!.fail();
  await expect(first).rejects.toThrow('the database is away');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]!.end('here again');
  await expect(second).resolves.toBe('here again');
});

it('shows a change of a sweep to those who ask after it, while many others ask', async () => {
  const { app } = await useApi();
  const { id } = (await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(2) })).json<Sweep>();
  const readState = async (): Promise<string> => (await app.inject(`/v1/sweeps/${id}`)).json<Sweep>().state;
  for (const [change, state] of Array.from({ length: 5 }, () => [
    ['pause', 'paused'],
    ['resume', 'active'],
  ]).flat()) {
    const others = Array.from({ length: 20 }, readState);
    await app.inject({ method: 'POST', url: `/v1/sweeps/${id}/${change!}` });
    await expect(readState()).resolves.toBe(state);
    await Promise.all(others);
  }
});
