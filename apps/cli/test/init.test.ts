import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '@rote/contracts';
import { expandSweep, parseSweepSpec, PRESETS } from '@rote/domain';
import { useTempDir } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const SCHEMA = fileURLToPath(new URL('../../../docs/reference/sweep.schema.json', import.meta.url));
/** Nothing answers there. */
const NO_API = ['--api', 'http://127.0.0.1:2'];
const outputOf = async (...args: readonly string[]): Promise<string> => {
  const { bytes, error } = await runCommand(args);
  expect(error).toBeUndefined();
  return bytes.toString();
};

describe('init', () => {
  it('writes a file that plan accepts without a warning, and whose first line names the schema for editors', async () => {
    const file = path.join(await useTempDir(), 'noise on CIFAR-10.yaml');
    const { text } = await runCommand(['init', file]);
    expect(text).toContain(`Wrote ${file}.`);
    const [first = ''] = (await readFile(file, 'utf8')).split('\n');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(.+)$/.exec(first) ?? [];
    expect(path.resolve(path.dirname(file), schema)).toBe(SCHEMA);
    const plan = await runCommand(['plan', file, ...NO_API]);
    expect(plan.text).toMatch(/^8 cells\./);
    expect(parseYaml(await readFile(file, 'utf8'), file)).toHaveProperty('name', 'noise on CIFAR-10');
  });

  it('leaves an existing file as it is', async () => {
    const file = path.join(await useTempDir(), 'mine.yaml');
    await writeFile(file, 'name: mine\n');
    const { error, exitCode } = await runCommand(['init', file]);
    expect(String(error)).toContain('already exists and was left as it is');
    expect(exitCode).toBe(2);
    expect(await readFile(file, 'utf8')).toBe('name: mine\n');
  });

  it('says why a file cannot be written', async () => {
    const { error } = await runCommand(['init', path.join(await useTempDir(), 'no', 'folder.yaml')]);
    expect(String(error)).toContain('cannot be written');
  });

  it.each(PRESETS.map(({ name, part }) => [name, part] as const))(
    'begins with the preset %s, of a %s',
    async (name, part) => {
      const written = await outputOf('init', '-', '--preset', name);
      const spec = parseSweepSpec(parseYaml(written, 'it'));
      expect(written).toContain(`preset: ${name}\n`);
      const cells = [...expandSweep(spec)];
      expect(cells.length).toBeGreaterThan(0);
      if (part === 'sweep')
        expect(cells.map(({ id }) => id)).toEqual(
          [...expandSweep(parseSweepSpec({ preset: name }))].map(({ id }) => id),
        );
    },
  );

  it('suggests the presets there are', async () => {
    const { error, exitCode } = await runCommand(['init', '-', '--preset', 'table-9']);
    expect(String(error)).toContain('paper-table-1, paper-table-2');
    expect(exitCode).toBe(2);
  });
});

describe('presets', () => {
  it('lists them, and shows one as YAML that has its cells', async () => {
    const rows = JSON.parse(await outputOf('presets', '--json')) as readonly { readonly name: string }[];
    expect(rows.map(({ name }) => name)).toEqual(PRESETS.map(({ name }) => name));
    expect(await outputOf('presets')).toContain('until-fitted');
    const shown = await outputOf('presets', 'paper-table-1');
    expect(shown).toContain(
      '  regularizer: [none, weight-decay, random-crop, [weight-decay, random-crop]]\n',
    );
    const ids = (spec: unknown) => [...expandSweep(parseSweepSpec(spec))].map(({ id }) => id);
    expect(ids(parseYaml(shown, 'it'))).toEqual(ids({ preset: 'paper-table-1' }));
  });
});
