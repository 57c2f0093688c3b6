import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TempDir } from '@rote/testkit';
import { makeTempDir } from '@rote/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where a file is planted, what it contains, and the rule that it breaks. */
const VIOLATIONS: readonly (readonly [folder: string, source: string, rule: string])[] = [
  ['packages/domain/src', `import '@rote/store';`, 'domain-imports-nothing'],
  ['packages/domain/src', `import 'node:fs';`, 'pure-packages-do-no-io'],
  ['packages/client/src', `import '@rote/store';`, 'client'],
  ['packages/client/src', `import 'node:buffer';`, 'pure-packages-do-no-io'],
  ['packages/client/src', `import '@rote/domain';`, 'client-stays-small'],
  ['packages/agents/src', `import '@rote/store';`, 'agents'],
  ['packages/learning/src', `import '@rote/queue';`, 'learning'],
  ['packages/learning/src', `import 'pino';`, 'learning-knows-only-tfjs-core'],
  ['packages/learning/src', `import '@rote/kernels';`, 'learning'],
  ['packages/kernels/src/fused', `import '@tensorflow/tfjs-backend-wasm';`, 'learning-knows-only-tfjs-core'],
  ['packages/kernels/src/fused', `import '../../wasm/heap.js';`, 'kernels-fused-climbs'],
  ['apps/api/src', `import '@rote/learning';`, 'api'],
  ['apps/worker/src', `import 'fastify';`, 'fastify-stays-in-api'],
  ['apps/worker/src', `import '@rote/learning';`, 'worker'],
  ['apps/worker/src', `import '../../../trainer/src/create-compile.js';`, 'the-supervisor-never-trains'],
  ['apps/worker/src', `await import('@tensorflow/tfjs-core');`, 'the-supervisor-never-trains'],
  ['apps/worker/src/pool', `import '../../supervisor/supervisor.js';`, 'worker-pool-climbs'],
  ['apps/trainer/src', `import '@rote/queue';`, 'trainer'],
  ['apps/trainer/src', `import '../../../worker/src/config.js';`, 'a-trainer-talks-to-no-server'],
  ['packages/checkpoints/src', `import '@rote/store';`, 'checkpoints'],
  ['packages/trainer-protocol/src', `import '@rote/learning';`, 'trainer-protocol'],
  ['packages/store/src', `import 'bullmq';`, 'bullmq-stays-in-queue'],
  ['packages/figures/src', `import '@rote/store';`, 'figures'],
  ['packages/storage/src', `import '@rote/store';`, 'storage'],
  ['packages/devices/src', `import '@rote/engines';`, 'devices'],
  ['packages/devices/src', `import '@tensorflow/tfjs-core';`, 'devices-load-no-tfjs'],
  ['packages/kernels/src', `import '@rote/engines';`, 'kernels'],
  ['apps/worker/src', `import '@aws-sdk/client-s3';`, 'aws-stays-in-storage'],
  ['packages/queue/src', `import '@rote/testkit';`, 'only-tests-import-testkit'],
  ['packages/store/src/cells', `import '../../sweeps/sweeps.js';`, 'store-cells-climbs'],
  ['packages/learning/src/data', `import '../../training/gradients.js';`, 'learning-data-climbs'],
  ['packages/figures/src/figures', `import '../../tables/table-1.js';`, 'figures-figures-climbs'],
  ['packages/datasets/src/formats', `import '../../cache/fetch-files.js';`, 'datasets-formats-climbs'],
  ['packages/domain/src', `import '../../../../infra/checks/idioms.js';`, 'nothing-imports-infra'],
];

/** A file that breaks no rule: it proves that the copy resolves imports as the repository does. */
const INNOCENT = ['packages/runtime/src', `import 'pino';\nimport '@rote/domain';`] as const;

const COPIED = ['apps', 'packages', 'infra', 'package.json', 'tsconfig.json', 'tsconfig.tests.json'];
const isSource = (path: string): boolean => !/\/(node_modules|dist|generated|test)$/.test(path);

/** Copies the sources, with the repository's own dependencies, so that nothing is planted in the repository itself. */
async function copySources(target: string): Promise<void> {
  for (const path of COPIED)
    await cp(join(root, path), join(target, path), { recursive: true, filter: isSource });
  const modules = await readdir(join(root, 'node_modules'));
  await mkdir(join(target, 'node_modules/@rote'), { recursive: true });
  for (const name of modules.filter((each) => each !== '@rote' && !each.startsWith('.')))
    await symlink(join(root, 'node_modules', name), join(target, 'node_modules', name));
  for (const parent of ['apps', 'packages'])
    for (const name of await readdir(join(target, parent))) {
      const manifest = await readFile(join(target, parent, name, 'package.json'), 'utf8');
      const workspace = JSON.parse(manifest) as { readonly name: string };
      await symlink(join(target, parent, name), join(target, 'node_modules', workspace.name));
    }
}

const planted = (folder: string, index: number): string => `${folder}/planted-${index}/violation.ts`;

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the import rules', () => {
  let copy: TempDir;
  let violations: readonly Violation[];
  /** Returns the rules that a planted file breaks. */
  const brokenBy = (file: string): readonly string[] =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  beforeAll(async () => {
    copy = await makeTempDir();
    await copySources(copy.path);
    const files = [...VIOLATIONS, INNOCENT].map(([folder, source], index) => ({
      file: planted(folder, index),
      source,
    }));
    for (const { file, source } of files) {
      await mkdir(dirname(join(copy.path, file)));
      await writeFile(join(copy.path, file), source);
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...files.map(({ file }) => dirname(file)),
        ...['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'],
      ],
      { cwd: copy.path, maxBuffer: 256 * 1024 * 1024 },
    ).catch((error: unknown) => error as { readonly stdout: string });
    const report = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Violation[] } };
    ({ violations } = report.summary);
  }, 120_000);

  afterAll(() => copy.remove());

  it.each(VIOLATIONS.map((violation, index) => [...violation, index] as const))(
    'see a violation in %s: %s',
    (folder, _source, rule, index) => {
      expect(brokenBy(planted(folder, index))).toContain(rule);
    },
  );

  it('see none in a file that breaks no rule', () => {
    expect(brokenBy(planted(INNOCENT[0], VIOLATIONS.length))).toEqual([]);
  });
});
