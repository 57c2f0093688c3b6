import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const planted: string[] = [];

afterAll(async () => {
  await Promise.all(planted.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Returns the rules that a file with this source would break in this folder. */
async function violations(folder: string, source: string): Promise<readonly string[]> {
  const home = await mkdtemp(`${root}${folder}/planted-`);
  planted.push(home);
  await writeFile(`${home}/violation.ts`, source);
  const args = [
    'depcruise',
    home.slice(root.length),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ];
  const { stdout } = await promisify(execFile)('npx', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return summary.violations.map(({ rule }) => rule.name);
}

describe('the import rules', () => {
  it.each([
    ['packages/domain/src', `import '@rote/store';`, 'domain-imports-nothing'],
    ['packages/domain/src', `import 'node:fs';`, 'pure-packages-do-no-io'],
    ['packages/learning/src', `import '@rote/queue';`, 'learning'],
    ['packages/learning/src', `import 'pino';`, 'learning-knows-only-tfjs-core'],
    ['packages/learning/src', `import '@rote/kernels';`, 'learning'],
    [
      'packages/kernels/src/fused',
      `import '@tensorflow/tfjs-backend-wasm';`,
      'learning-knows-only-tfjs-core',
    ],
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
  ])('see a violation in %s: %s', async (folder, source, rule) => {
    expect(await violations(folder, source)).toContain(rule);
  });
});
