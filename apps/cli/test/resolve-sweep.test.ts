import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { resolveSweep, type NamedSweep } from '../src/sweeps/resolve-sweep.js';

const A = 'aa000000-0000-4000-8000-000000000000';
const B = 'ab000000-0000-4000-8000-000000000000';
const sweeps = (...ids: readonly string[]): AsyncIterable<NamedSweep> =>
  Readable.from(ids.map((id) => ({ id, name: `name of ${id.slice(0, 2)}` })));

describe('resolveSweep', () => {
  it('takes a whole id as it is, without a list', async () => {
    await expect(resolveSweep(A.toUpperCase(), sweeps())).resolves.toBe(A);
  });

  it('takes the newest for "latest"', async () => {
    await expect(resolveSweep('latest', sweeps(B, A))).resolves.toBe(B);
    await expect(resolveSweep('latest', sweeps())).rejects.toMatchObject({ code: 'sweep-not-found' });
  });

  it('takes the beginning of an id where only one begins so', async () => {
    await expect(resolveSweep('ab', sweeps(B, A))).resolves.toBe(B);
    await expect(resolveSweep('a', sweeps(B, A))).rejects.toThrow(
      /several[^]*aa0[^]*name of aa|several[^]*ab0/,
    );
    await expect(resolveSweep('b', sweeps(B, A))).rejects.toThrow('No sweep');
  });

  it('refuses what can be no id', async () => {
    await expect(resolveSweep("'; drop", sweeps(B, A))).rejects.toThrow('names no sweep');
  });
});
