import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { InvalidInputError } from '@rote/domain';
import { useTempDir } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { locateInFile } from '../src/sweeps/locate-in-file.js';
import { readSpec } from '../src/sweeps/read-spec.js';

describe('readSpec', () => {
  it('reads YAML and JSON from standard input', async () => {
    await expect(readSpec('-', Readable.from(['name: x\n', 'grid: {seed: [1, 2]}\n']))).resolves.toEqual({
      name: 'standard input',
      source: 'name: x\ngrid: {seed: [1, 2]}\n',
      spec: { name: 'x', grid: { seed: [1, 2] } },
    });
    await expect(readSpec('-', Readable.from(['{"name": "x"}']))).resolves.toMatchObject({
      spec: { name: 'x' },
    });
  });

  it('resolves YAML anchors and merges', async () => {
    const yaml = 'grid: &a { seed: [1], architecture: [mlp-1x8] }\ninclude: [{ <<: *a, seed: [2] }]\n';
    await expect(readSpec('-', Readable.from([yaml]))).resolves.toMatchObject({
      spec: { include: [{ seed: [2], architecture: ['mlp-1x8'] }] },
    });
  });

  it('names the file that cannot be read, and says why', async () => {
    await expect(readSpec('/no/such/file.yaml', Readable.from([]))).rejects.toMatchObject({
      code: 'spec-invalid',
      message: 'cannot read /no/such/file.yaml',
      cause: { code: 'ENOENT' },
    });
  });

  it('says where a text is not YAML, and why', async () => {
    await expect(readSpec('-', Readable.from(['name: x\ngrid: [1\nname: [']))).rejects.toThrow(
      /^standard input is not YAML:\n.*line \d+, column \d+: /,
    );
  });

  it('reads a file named .json as JSON, and rejects a duplicate key', async () => {
    const folder = await useTempDir();
    const write = async (text: string): Promise<string> => {
      const file = path.join(folder, 'sweep.json');
      await writeFile(file, text);
      return file;
    };
    const none = Readable.from([]);
    await expect(readSpec(await write('{"name": "x", "seed": [1]}'), none)).resolves.toMatchObject({
      spec: { name: 'x', seed: [1] },
    });
    await expect(readSpec(await write('{"name": 1,\n "grid" 2}'), none)).rejects.toThrow(
      /sweep\.json is not JSON:\n.*line 2, column 9: /,
    );
    await expect(readSpec(await write('{"name": 1'), none)).rejects.toThrow('sweep.json is not JSON');
    await expect(readSpec(await write('{"a": 1, "a": 2}'), none)).rejects.toThrow(/each key once/);
    await expect(readSpec(await write(' '), none)).rejects.toThrow('is empty');
  });

  it('locates a fault in the file, whatever place the API gives', async () => {
    const file = await readSpec('-', Readable.from(['name: x\n# why\ngrid:\n  seed: [x]\n']));
    const faults = [{ pointer: '/grid/seed/0', expected: 'a number', line: 1, column: 29 }];
    const error = new InvalidInputError('spec-invalid', 'this is not a sweep spec', faults, 7);
    expect(locateInFile(error, file)).toMatchObject({
      message: expect.stringMatching(
        /^standard input: .*:\n {2}\/grid\/seed\/0 \(line 4, column 10\)/,
      ) as string,
      more: 7,
    });
  });

  it('rejects a text without a value', async () => {
    await expect(readSpec('-', Readable.from(['# later\n']))).rejects.toThrow('standard input is empty');
  });

  it('survives endless nesting', async () => {
    await expect(readSpec('-', Readable.from(['['.repeat(100_000)]))).rejects.toThrow('levels of nesting');
  });
});
