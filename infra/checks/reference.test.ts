import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase } from '@rote/testkit';
import { Value } from 'typebox/value';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const workspaces = ['packages', 'apps'].flatMap((parent) =>
  readdirSync(path.join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(path.join(root, folder, 'package.json'))),
);

describe('the generated documents', () => {
  it('are what "npm run docs" writes', async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/docs/generate.mjs', '--check'], {
      cwd: root,
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
    }).catch((error: unknown) => error as { stdout: string });
    expect(stdout).toBe('');
  }, 120_000);

  it('keep the case of a symbol that begins a sentence', () => {
    expect(read('docs/reference/views.md')).toMatch(/\| γ of the kernel/);
    expect(read('docs/reference/api.md')).toMatch(/\| α of mixup/);
  });
});

describe('the examples', () => {
  const schema = JSON.parse(read('docs/reference/sweep.schema.json')) as object;
  const names = readdirSync(path.join(root, 'examples')).filter((name) => name.endsWith('.yaml'));

  it.each(names)('%s names the JSON Schema for editors, and satisfies it', (name) => {
    const text = read(`examples/${name}`);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/docs\/reference\/sweep\.schema\.json\n/);
    expect([...Value.Errors(schema, parse(text))]).toEqual([]);
  });

  it('rejects it with a misspelled field', () => {
    const spec = parse(read('examples/demo.yaml')) as Record<string, unknown>;
    expect(Value.Check(schema, { ...spec, trainig: {} })).toBe(false);
  });
});

describe('the READMEs of the workspaces', () => {
  interface Rule {
    readonly from: { readonly path?: string };
    readonly to: { readonly path?: string; readonly pathNot?: string[] };
  }
  const { forbidden } = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs')) as {
    forbidden: readonly Rule[];
  };
  const mayImport = (folder: string): readonly string[] => {
    const rule = forbidden.find(
      ({ from, to }) => from.path === `^${folder}/src` && to.path === '^(packages|apps)/',
    );
    return (rule?.to.pathNot ?? []).slice(1).map((pattern) => pattern.split('/')[1]!);
  };

  it.each(workspaces.filter((folder) => folder !== 'packages/testkit'))(
    '%s says what it is and what it may import, in agreement with the import rules',
    (folder) => {
      const text = read(`${folder}/README.md`);
      const { name } = JSON.parse(read(`${folder}/package.json`)) as { name: string };
      expect(text.startsWith(`# ${name}\n`)).toBe(true);
      const [, list = ''] = /^May import: (.*)\.$/m.exec(text.replaceAll(/,\n/g, ', ')) ?? [];
      const named = [...list.matchAll(/`([\w-]+)`/g)].map(([, other]) => other);
      expect(named.sort()).toEqual([...mayImport(folder)].sort());
    },
  );

  it.each(workspaces)('%s names files that exist', (folder) => {
    for (const [, file = ''] of read(`${folder}/README.md`).matchAll(/`((?:src|assembly)\/[\w./-]*)`/g))
      expect(existsSync(path.join(root, folder, file)), file).toBe(true);
  });
});

describe('the findings', () => {
  it("are all in their index, and each one's head says what was seen and what Rote does about it", () => {
    const scripts = readdirSync(path.join(root, 'findings')).filter((name) => name !== 'README.md');
    const index = read('findings/README.md');
    for (const name of scripts) {
      expect(index).toContain(`](${name})`);
      const [head = ''] = read(`findings/${name}`).split('\nset -euo pipefail\n');
      for (const part of ['# Seen', '# What Rote does']) expect(head, name).toContain(part);
    }
  });
});
