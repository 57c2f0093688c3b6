import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../src/sweeps/read-spec.js';

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

  it('says which text is not YAML, where, and why', async () => {
    await expect(readSpec('-', Readable.from(['name: x\ngrid: [1\nname: [']))).rejects.toThrow(
      /^standard input is not YAML:\n.*line \d+, column \d+: /,
    );
  });

  it('takes no text without a value for a spec', async () => {
    await expect(readSpec('-', Readable.from(['# later\n']))).rejects.toThrow('standard input is empty');
  });

  it('survives nesting without end', async () => {
    await expect(readSpec('-', Readable.from(['['.repeat(100_000)]))).rejects.toThrow('levels of nesting');
  });
});
