import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, EpochMetrics, StreamedDataset, TrainingSnapshot } from '@rote/domain';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Checkpoints, Compile } from '@rote/learning';
import { train } from '@rote/learning';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCompile } from '../src/create-compile.js';
import { createDatasetCache } from '../src/dataset-cache.js';
import { startTrainer } from '../src/trainer-process.js';

const { signal } = new AbortController();
const found = { signal, onProgress: () => undefined, onActivity: () => undefined };
let dataDir: string;
let compile: Compile;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rote-image-folder-'));
  for (const file of [
    'train/day/1.png',
    'train/day/2.jpg',
    'train/night/1.png',
    'train/night/2.webp',
    'val/day/1.jpg',
    'val/night/1.png',
  ]) {
    const noise = { type: 'gaussian' as const, mean: file.includes('day') ? 180 : 60, sigma: 50 };
    const path = join(dataDir, 'skies', file);
    await mkdir(join(path, '..'), { recursive: true });
    await sharp({ create: { width: 400, height: 320, channels: 3, background: '#000000', noise } }).toFile(
      path,
    );
  }
  compile = createCompile(await loadEngine(), () => undefined);
}, 60_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const cellOf = (folder = 'skies', images = { train: 4, test: 2 }): Cell => {
  const [expanded] = expandSweep(
    parseSweepSpec({
      name: 'image folder',
      dataset: { name: 'image-folder', folder, classes: 2, images },
      grid: {
        architecture: ['inception-v3'],
        regularizer: [['weight-decay', 'dropout', 'random-crop']],
      },
      training: { epochs: 1, batchSize: 2, optimizer: { learningRate: 0.001 } },
    }),
  );
  return expanded!.cell;
};

async function trainCell(options: { resume?: TrainingSnapshot; checkpoints?: Checkpoints } = {}) {
  const cell = cellOf();
  const curve: EpochMetrics[] = [];
  const result = await train(cell, await createDatasetCache(dataDir)(cell.dataset, found), {
    signal,
    onEvent: ({ metrics }) => curve.push({ ...metrics, seconds: 0, imagesPerSecond: 0 }),
    clock: () => 0,
    compile,
    ...options,
  });
  return { result, curve };
}

test('inception-v3 trains on a folder of images, and goes on from a checkpoint with the same bits', async () => {
  let first: TrainingSnapshot | undefined;
  const checkpoints: Checkpoints = {
    intervalMs: 0,
    leave: new AbortController().signal,
    save: (snapshot) => {
      first ??= snapshot;
      return Promise.resolve();
    },
  };
  const { result, curve } = await trainCell({ checkpoints });
  expect(result).toMatchObject({ outcome: 'succeeded', epochs: 1, steps: 2 });
  expect(result.final!.measures).toMatchObject({ 'parameter-count': result.parameterCount });
  expect(first).toMatchObject({ step: 1, curve: [] });
  expect((await trainCell({ resume: first! })).curve).toEqual(curve);
}, 120_000);

test('a folder that is not there, or is another one, is refused with how to mend it', async () => {
  const find = createDatasetCache(dataDir);
  const missing = find(cellOf('seas').dataset, found);
  await expect(missing).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
  await expect(missing).rejects.toThrow(
    `there is no ${join(dataDir, 'seas/train')} on this worker's host: put`,
  );
  const other = find(cellOf('skies', { train: 5, test: 2 }).dataset, found);
  await expect(other).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
  await expect(other).rejects.toThrow('complete the folder, or submit the sweep with');
});

test('a folder is listed anew once an image of it could not be read', async () => {
  const folder = join(dataDir, 'mended-skies');
  await cp(join(dataDir, 'skies'), folder, { recursive: true });
  const find = createDatasetCache(dataDir);
  const open = async (): Promise<StreamedDataset> =>
    (await find(cellOf('mended-skies').dataset, found)) as StreamedDataset;
  const first = await open();
  await first.train.read(0, { kind: 'centre' });
  await expect(open()).resolves.toBe(first);

  await rename(join(folder, 'val/night/1.png'), join(folder, 'val/night/2.png'));
  const reading = first.test.read(1, { kind: 'centre' });
  await expect(reading).rejects.toMatchObject({ code: 'data-corrupt' });
  const mended = await open();
  await expect(mended.test.read(1, { kind: 'centre' })).resolves.toHaveLength(299 * 299 * 3);
  await expect(open()).resolves.toBe(mended);
});

test('a trainer whose read of an image never returns is ended, and says what it was doing', async () => {
  const folder = join(dataDir, 'hung-skies');
  await cp(join(dataDir, 'skies'), folder, { recursive: true });
  // Without the test runner's own options, which make workspace packages resolve to their sources.
  const { execArgv } = process;
  process.execArgv = [];
  onTestFinished(() => {
    process.execArgv = execArgv;
  });
  const trainer = await startTrainer(
    {
      module: new URL('../dist/trainer.js', import.meta.url),
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
        cell: { ...cellOf('hung-skies'), corruption: { kind: 'gaussian' } },
        microBatches: 1,
        keepWeights: false,
      },
      {
        signal: stop.signal,
        leave: signal,
        onBegin: () => {
          if (stop !== never) stop.abort();
        },
        onEpoch: () => undefined,
        onNote: () => undefined,
        onTrouble: () => undefined,
      },
    );
  const never = new AbortController();
  try {
    // The folder is listed; then a file of it becomes one that can be opened by nobody, as on a file system that hangs.
    expect(await trainUntil(new AbortController())).toEqual({ type: 'stopped' });
    await rm(join(folder, 'train/day/1.png'));
    execFileSync('mkfifo', [join(folder, 'train/day/1.png')]);
    expect(await trainUntil(never)).toMatchObject({
      type: 'failed',
      class: 'timeout',
      message: expect.stringContaining('while reading images') as unknown,
    });
  } finally {
    await trainer.stop();
  }
}, 180_000);

test('a pipe that is called like an image is none', async () => {
  const folder = join(dataDir, 'piped-skies');
  await cp(join(dataDir, 'skies'), folder, { recursive: true });
  execFileSync('mkfifo', [join(folder, 'train/day/3.png')]);
  const opened = (await createDatasetCache(dataDir)(cellOf('piped-skies').dataset, found)) as StreamedDataset;
  expect(opened.train.count).toBe(4);
});
