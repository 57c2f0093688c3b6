import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { useTempDir } from '@rote/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { cellOfSkies, createSkies } from '../../../trainer/test/fixtures/skies.js';
import { startTrainer } from '../../src/pool/trainer-process.js';

test('kills a trainer whose read of an image never returns, and says what it was doing', async () => {
  const { signal } = new AbortController();
  const dataDir = await useTempDir();
  await createSkies(dataDir);
  // Without the test runner's own options, which make workspace packages resolve to their sources.
  const { execArgv } = process;
  process.execArgv = [];
  onTestFinished(() => {
    process.execArgv = execArgv;
  });
  const trainer = await startTrainer(
    {
      module: new URL('../../../trainer/dist/main.js', import.meta.url),
      env: { PATH: process.env['PATH'] },
      engine: 'wasm',
      silenceMs: 10_000,
      dataDir,
      checkpoints: { url: join(dataDir, 'checkpoints'), intervalMs: 30_000 },
    },
    signal,
  );
  const trainUntil = (stop: AbortController) =>
    trainer.train(
      {
        cellId: 'a'.repeat(64),
        cell: { ...cellOfSkies(), corruption: { kind: 'gaussian' } },
        microBatches: 1,
        keepWeights: false,
      },
      {
        signal: stop.signal,
        leave: signal,
        onBegin: () => {
          if (stop !== never) stop.abort();
        },
        onImages: () => undefined,
        onEpoch: () => undefined,
        onNote: () => undefined,
        onWarning: () => undefined,
      },
    );
  const never = new AbortController();
  try {
    // The folder is listed; then one of its files is replaced by one that never opens, as on a file system that hangs.
    expect(await trainUntil(new AbortController())).toEqual({ type: 'stopped' });
    await rm(join(dataDir, 'skies/train/day/1.png'));
    execFileSync('mkfifo', [join(dataDir, 'skies/train/day/1.png')]);
    expect(await trainUntil(never)).toMatchObject({
      type: 'failed',
      class: 'timeout',
      message: expect.stringContaining('while reading images') as unknown,
    });
  } finally {
    await trainer.stop();
  }
}, 180_000);
