import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useStore, useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand as run } from './run-command.js';

it('counts sweeps, and with --yes changes them', { timeout: 60_000 }, async () => {
  const { url: DATABASE_URL } = await useStore();
  const made = await run(['keys', 'create', '--name', 'operator', '--scope', 'admin'], { DATABASE_URL });
  const ROTE_API_KEY = /^rote_\w+/m.exec(made.text)?.[0] ?? '';
  const ROTE_API_URL = await useApi(DATABASE_URL);
  const rote = (...args: readonly string[]) => run(args, { ROTE_API_URL, ROTE_API_KEY });
  const file = path.join(await useTempDir(), 'spec.yaml');
  for (const name of ['one', 'two', 'other']) {
    await writeFile(
      file,
      `name: ${name}\ndataset: synthetic\ngrid: { architecture: [mlp-1x512], seed: [${name.length}, 7] }\ntraining: { epochs: 1 }\n`,
    );
    expect((await rote('submit', file)).error).toBeUndefined();
    if (name !== 'other') await rote('label', 'latest', 'batch=a');
  }

  expect(await rote('bulk', 'pause')).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('--label') as string,
  });
  expect((await rote('bulk', 'pause', '--label', 'batch=a')).text).toBe(
    'pause: 2 sweeps with 2 cells would be changed. With --yes, it is done.\n',
  );
  expect((await rote('bulk', 'pause', '--label', 'batch=a', '--yes')).text).toBe(
    'pause: 2 sweeps changed.\n',
  );
  const paused = await rote('sweeps', '--state', 'paused', '--json');
  expect((JSON.parse(paused.text) as readonly { name: string }[]).map(({ name }) => name)).toEqual([
    'two',
    'one',
  ]);
  expect((await rote('bulk', 'pause', '--label', 'batch=a', '--yes')).text).toBe(
    'pause: 0 sweeps changed.\n',
  );

  await rote('bulk', 'label', '--set', 'seen=yes', '--set', 'batch-', '--all', '--yes');
  const labelled = JSON.parse((await rote('sweeps', '--label', 'seen', '--json')).text) as readonly {
    labels: object;
  }[];
  expect(labelled.map(({ labels }) => labels)).toEqual(Array.from({ length: 3 }, () => ({ seen: 'yes' })));
  expect((await rote('bulk', 'prioritize', '--all')).error).toMatchObject({
    message: expect.stringContaining('required by prioritize') as string,
  });
});
