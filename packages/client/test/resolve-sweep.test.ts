import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { resolveSweep, type NamedSweep } from '../src/resolve-sweep.js';

const A = 'aa000000-0000-4000-8000-000000000000';
const B = 'ab000000-0000-4000-8000-000000000000';
const sweeps = (...ids: readonly string[]): AsyncIterable<NamedSweep> =>
  Readable.from(ids.map((id) => ({ id, name: `name of ${id.slice(0, 2)}` })));

describe('resolveSweep', () => {
  it('returns a full id as it is, without reading the list', async () => {
    await expect(resolveSweep(A.toUpperCase(), sweeps())).resolves.toBe(A);
  });

  it('resolves "latest" to the newest', async () => {
    await expect(resolveSweep('latest', sweeps(B, A))).resolves.toBe(B);
    await expect(resolveSweep('latest', sweeps())).rejects.toMatchObject({ code: 'sweep-not-found' });
  });

  it('resolves the beginning of an id if only one matches', async () => {
    await expect(resolveSweep('ab', sweeps(B, A))).resolves.toBe(B);
    await expect(resolveSweep('a', sweeps(B, A))).rejects.toThrow(
      /several[^]*aa0[^]*name of aa|several[^]*ab0/,
    );
    await expect(resolveSweep('b', sweeps(B, A))).rejects.toThrow('No sweep');
  });

  it('resolves a name to the newest sweep with that name', async () => {
    const named = Readable.from([
      { id: B, name: 'label noise' },
      { id: A, name: 'label noise' },
    ]);
    await expect(resolveSweep('label noise', named)).resolves.toBe(B);
  });

  it('lists the candidates if a name is also the beginning of another id', async () => {
    const named = Readable.from([
      { id: B, name: 'other' },
      { id: A, name: 'ab' },
    ]);
    await expect(resolveSweep('ab', named)).rejects.toThrow(/beginning of other sweep ids[^]*aa0[^]*ab0/);
  });

  it('suggests similar names for a reference that is neither an id nor a name', async () => {
    await expect(resolveSweep("'; drop", sweeps(B, A))).rejects.toThrow('No sweep has the name');
    await expect(resolveSweep('name', sweeps(B, A))).rejects.toThrow(/begin like this:[^]*name of ab/);
  });
});
