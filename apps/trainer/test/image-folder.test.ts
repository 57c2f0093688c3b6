import { execFileSync } from 'node:child_process';
import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMetrics, KeptImages, StreamedDataset, TrainingSnapshot } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Checkpoints, Compile } from '@rote/learning';
import { train } from '@rote/learning';
import { makeTempDir, type TempDir } from '@rote/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompile } from '../src/create-compile.js';
import { createDatasetCache } from '../src/dataset-cache.js';
import { cellOfSkies, createSkies } from './fixtures/skies.js';

const { signal } = new AbortController();
const found = { signal, onProgress: () => undefined, onActivity: () => undefined };
let folder: TempDir;
let dataDir: string;
let compile: Compile;

beforeAll(async () => {
  folder = await makeTempDir();
  dataDir = folder.path;
  await createSkies(dataDir);
  compile = createCompile(await loadEngine(), () => undefined);
}, 60_000);
afterAll(() => folder.remove());

async function trainCell(options: { resume?: TrainingSnapshot; checkpoints?: Checkpoints } = {}) {
  const cell = cellOfSkies();
  const curve: EpochMetrics[] = [];
  const images: KeptImages[] = [];
  const result = await train(cell, await createDatasetCache(dataDir)(cell.dataset, found), {
    signal,
    onEvent: ({ metrics }) => curve.push({ ...metrics, seconds: 0, imagesPerSecond: 0 }),
    onImages: (kept) => images.push(kept),
    clock: () => 0,
    compile,
    ...options,
  });
  return { result, curve, images };
}

test('trains inception-v3 on an image folder, and resumes from a checkpoint with the same bits', async () => {
  let first: TrainingSnapshot | undefined;
  const checkpoints: Checkpoints = {
    intervalMs: 0,
    leave: new AbortController().signal,
    save: (snapshot) => {
      first ??= snapshot;
      return Promise.resolve();
    },
  };
  const { result, curve, images } = await trainCell({ checkpoints });
  expect(result).toMatchObject({ outcome: 'succeeded', epochs: 1, steps: 2 });
  expect(result.final!.measures).toMatchObject({ 'parameter-count': result.parameterCount });
  expect(first).toMatchObject({ step: 1, curve: [] });
  expect(images).toMatchObject([
    {
      height: 100,
      width: 100,
      trueLabelNames: ['day', 'day', 'night', 'night'],
      imagesSha256: result.corruption.imagesSha256,
    },
  ]);
  expect(await trainCell({ resume: first! })).toMatchObject({ curve, images });
}, 300_000);

test('rejects a folder that is missing or has other images, and says how to fix it', async () => {
  const find = createDatasetCache(dataDir);
  const missing = find(cellOfSkies('seas').dataset, found);
  await expect(missing).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
  await expect(missing).rejects.toThrow(
    `there is no ${join(dataDir, 'seas/train')} on this worker's host: put`,
  );
  const other = find(cellOfSkies('skies', { train: 5, test: 2 }).dataset, found);
  await expect(other).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
  await expect(other).rejects.toThrow('complete the folder, or submit the sweep with');
});

test('lists a folder again after an image could not be read', async () => {
  const folder = join(dataDir, 'repaired-skies');
  await cp(join(dataDir, 'skies'), folder, { recursive: true });
  const find = createDatasetCache(dataDir);
  const open = async (): Promise<StreamedDataset> =>
    (await find(cellOfSkies('repaired-skies').dataset, found)) as StreamedDataset;
  const first = await open();
  await first.train.read(0, { kind: 'center' });
  await expect(open()).resolves.toBe(first);

  await rename(join(folder, 'val/night/1.png'), join(folder, 'val/night/2.png'));
  const reading = first.test.read(1, { kind: 'center' });
  await expect(reading).rejects.toMatchObject({ code: 'data-corrupt' });
  const repaired = await open();
  await expect(repaired.test.read(1, { kind: 'center' })).resolves.toHaveLength(299 * 299 * 3);
  await expect(open()).resolves.toBe(repaired);
});

test('ignores a pipe that is named like an image', async () => {
  const folder = join(dataDir, 'piped-skies');
  await cp(join(dataDir, 'skies'), folder, { recursive: true });
  execFileSync('mkfifo', [join(folder, 'train/day/3.png')]);
  const opened = (await createDatasetCache(dataDir)(
    cellOfSkies('piped-skies').dataset,
    found,
  )) as StreamedDataset;
  expect(opened.train.count).toBe(4);
});
