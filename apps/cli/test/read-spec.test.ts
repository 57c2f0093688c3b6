import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseSpecText, readSpec } from '../src/sweeps/read-spec.js';

describe('readSpec', () => {
  it('reads YAML and JSON from standard input', async () => {
    await expect(readSpec('-', Readable.from(['name: x\n', 'grid: {seed: [1, 2]}\n']))).resolves.toEqual({
      name: 'x',
      grid: { seed: [1, 2] },
    });
    await expect(readSpec('-', Readable.from(['{"name": "x"}']))).resolves.toEqual({ name: 'x' });
  });

  it('says which file cannot be read, and why', async () => {
    await expect(readSpec('/no/such/file.yaml', Readable.from([]))).rejects.toMatchObject({
      code: 'spec-invalid',
      message: 'cannot read /no/such/file.yaml',
      cause: { code: 'ENOENT' },
    });
  });

  it('gives the place of every syntax error', () => {
    expect(() => parseSpecText('name: x\ngrid: [1\nname: [', 'sweep.yaml')).toThrow(
      /sweep\.yaml is not YAML:\n {2}line \d+, column \d+: /,
    );
  });
});
