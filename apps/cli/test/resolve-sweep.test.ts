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

  it('takes a name, the newest of that name', async () => {
    const named = Readable.from([
      { id: B, name: 'label noise' },
      { id: A, name: 'label noise' },
    ]);
    await expect(resolveSweep('label noise', named)).resolves.toBe(B);
  });

  it('lists what could be meant where a name is the beginning of another id', async () => {
    const named = Readable.from([
      { id: B, name: 'other' },
      { id: A, name: 'ab' },
    ]);
    await expect(resolveSweep('ab', named)).rejects.toThrow(/beginning of other sweep ids[^]*aa0[^]*ab0/);
  });

  it('says of what is neither an id nor a name which names are like it', async () => {
    await expect(resolveSweep("'; drop", sweeps(B, A))).rejects.toThrow('No sweep has the name');
    await expect(resolveSweep('name', sweeps(B, A))).rejects.toThrow(/begin so:[^]*name of ab/);
  });
});
