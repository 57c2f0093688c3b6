import { rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderDataset, ImagePart } from '@rote/domain';
import { useTempDir } from '@rote/testkit';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { partOf } from '../src/image-folder/decode-window.js';
import { openImageFolder } from '../src/index.js';
import { makeImageFolder, smallFolder, writeImage } from './fixtures/image-folder.js';

const { signal } = new AbortController();
const SIDE = 299;
const open = (dataDir: string, changes: Partial<FolderDataset> = {}) =>
  openImageFolder({ ...smallFolder, ...changes }, { dataDir, signal });

/** The color at a place of a window. */
const pixelAt = (window: Uint8Array, x: number, y: number): number[] =>
  Array.from(window.subarray((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3));

describe('an image folder', () => {
  test('sorts classes and images by name', async () => {
    const { dataDir } = await makeImageFolder();
    const { train, test: tested, classes } = await open(dataDir);
    expect(classes).toBe(2);
    expect(train).toMatchObject({ count: 5, labels: Uint8Array.of(0, 0, 0, 1, 1) });
    expect(tested).toMatchObject({ count: 2, labels: Uint8Array.of(0, 1) });
  });

  test('uses two-byte labels for many classes', async () => {
    const dataDir = await useTempDir();
    const names = Array.from({ length: 257 }, (_, i) => `c${String(i).padStart(3, '0')}`);
    await writeImage(join(dataDir, 'small/train/c000/a.png'));
    await writeImage(join(dataDir, 'small/test/c000/a.png'));
    for (const name of names.slice(1))
      await writeImage(join(dataDir, `small/train/${name}/a.png`), { width: 2, height: 2 });
    const { train } = await open(dataDir, {
      classes: 257,
      images: { train: 257, test: 1 },
      train: 257,
      test: 1,
    });
    expect(train.labels).toEqual(Uint16Array.from(names, (_, index) => index));
  }, 30_000);

  test('is identified by the names and sizes of its images', async () => {
    const { dataDir, folder } = await makeImageFolder();
    const first = await open(dataDir);
    expect((await open(dataDir)).train.sha256).toBe(first.train.sha256);
    await rename(join(folder, 'train/cat/b.png'), join(folder, 'train/cat/c.png'));
    expect((await open(dataDir)).train.sha256).not.toBe(first.train.sha256);
    expect((await open(dataDir)).test.sha256).toBe(first.test.sha256);
  });

  test('selects the same images for the same seed', async () => {
    const { dataDir } = await makeImageFolder();
    const part = { train: 3, subsetSeed: 7 };
    const chosen = await open(dataDir, part);
    expect(chosen.train.count).toBe(3);
    expect((await open(dataDir, part)).train.sha256).toBe(chosen.train.sha256);
  });

  test('may contain other files and links to classes', async () => {
    const { dataDir, folder } = await makeImageFolder();
    await writeFile(join(folder, 'train/README'), '');
    await writeFile(join(folder, 'train/cat/list.txt'), '');
    await writeFile(join(folder, 'train/cat/._a.png'), '');
    await symlink(join(folder, 'train/README'), join(folder, 'train/link-to-a-file'));
    await rename(join(folder, 'train/ant'), join(dataDir, 'elsewhere'));
    await symlink(join(dataDir, 'elsewhere'), join(folder, 'train/ant'));
    expect((await open(dataDir)).train.count).toBe(5);
  });
});

describe('an image', () => {
  test('is read as its central part, stretched to a square', async () => {
    const { dataDir } = await makeImageFolder();
    const { train } = await open(dataDir);
    for (const index of [0, 3, 4]) {
      const window = await train.read(index, { kind: 'center' });
      expect(window).toHaveLength(SIDE * SIDE * 3);
      const [red, green, blue] = pixelAt(window, 20, 150);
      expect(index === 0 ? red : green).toBeGreaterThan(240);
      expect((index === 0 ? green! : red!) + blue!).toBeLessThan(20);
      expect(pixelAt(window, 280, 150).every((value) => value < 20)).toBe(true);
    }
  });

  test('is mirrored if that was drawn', async () => {
    const { dataDir } = await makeImageFolder();
    const { train } = await open(dataDir);
    const whole = { kind: 'drawn', area: 1, aspect: 2, x: 0, y: 0, mirrored: false } as const;
    expect(pixelAt(await train.read(0, whole), 20, 150)[0]).toBeGreaterThan(240);
    expect(pixelAt(await train.read(0, { ...whole, mirrored: true }), 20, 150)[0]).toBeLessThan(20);
  });

  test('becomes RGB if it is gray or has transparency', async () => {
    const { dataDir, folder } = await makeImageFolder();
    const gray = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 90, g: 90, b: 90, alpha: 0.5 } },
    })
      .greyscale()
      .png()
      .toBuffer();
    await writeFile(join(folder, 'train/ant/x.png'), gray);
    const { train } = await open(dataDir);
    const window = await train.read(0, { kind: 'center' });
    expect(window).toHaveLength(SIDE * SIDE * 3);
    for (const value of pixelAt(window, 9, 9)) expect(Math.abs(value - 90)).toBeLessThanOrEqual(1);
  });

  test('is named with a remedy if it is missing, damaged or not an image', async () => {
    const { dataDir, folder } = await makeImageFolder();
    const { train } = await open(dataDir);
    await rm(join(folder, 'train/ant/x.png'));
    await truncate(join(folder, 'train/ant/y.jpg'), 300);
    await writeFile(join(folder, 'train/ant/z.webp'), 'no image');
    for (const index of [0, 1, 2]) {
      const reading = train.read(index, { kind: 'center' });
      await expect(reading).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
      await expect(reading).rejects.toThrow(/train\/ant\/[xyz].* cannot be read as an image .* remove it/);
    }
  });

  test('has every part within its edges, and none empty', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const part: fc.Arbitrary<ImagePart> = fc.oneof(
      fc.constant({ kind: 'center' } as const),
      fc.record({
        kind: fc.constant('drawn' as const),
        area: fc.double({ min: 0.001, max: 1, noNaN: true }),
        aspect: fc.double({ min: 0.5, max: 2, noNaN: true }),
        x: unit,
        y: unit,
        mirrored: fc.boolean(),
      }),
    );
    const extent = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(part, extent, extent, (drawn, width, height) => {
        const { left, top, ...size } = partOf(drawn, { width, height });
        return (
          left >= 0 &&
          top >= 0 &&
          size.width >= 1 &&
          size.height >= 1 &&
          left + size.width <= width &&
          top + size.height <= height
        );
      }),
    );
  });
});

describe('a folder that is not the cell’s', () => {
  test('is rejected with what it contains, and what to submit', async () => {
    const { dataDir } = await makeImageFolder();
    const opening = open(dataDir, { classes: 3 });
    await expect(opening).rejects.toMatchObject({ code: 'data-unavailable', retryable: false });
    await expect(opening).rejects.toThrow(
      'has 2 classes, 5 train and 2 test images, but the sweep says 3, 5, 2: complete the folder, or submit the sweep with "classes: 2, images: { train: 5, test: 2 }"',
    );
  });

  test('is rejected if it or half of it is missing', async () => {
    const { dataDir, folder } = await makeImageFolder();
    const missing = { code: 'data-unavailable', retryable: false };
    await expect(open(dataDir, { folder: 'other' })).rejects.toMatchObject(missing);
    await expect(open(dataDir, { folder: 'other' })).rejects.toThrow(join(dataDir, 'other/train'));
    await rm(join(folder, 'val'), { recursive: true });
    await expect(open(dataDir)).rejects.toThrow(`there is no ${folder}/val or ${folder}/test`);
  });

  test('is rejected if a class has only test images', async () => {
    const { dataDir, folder } = await makeImageFolder();
    await writeImage(join(folder, 'val/dog/1.png'));
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'data-corrupt' });
    await expect(open(dataDir)).rejects.toThrow('such as dog');
  });

  test.each(['train/ant/w.png', 'train/bee', 'val/cat'])(
    'is rejected if a link in it is broken: %s',
    async (name) => {
      const { dataDir, folder } = await makeImageFolder();
      const link = join(folder, name);
      await rm(link, { recursive: true, force: true });
      await symlink(join(dataDir, 'nowhere'), link);
      await expect(open(dataDir)).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
      await expect(open(dataDir)).rejects.toThrow(`${link} is a broken link: restore its target, or`);
    },
  );

  test.each(['..', '../small', 'a/b', '.', 'a..b'])(
    'is rejected if it would be elsewhere: %s',
    async (name) => {
      const { dataDir } = await makeImageFolder();
      await expect(open(dataDir, { folder: name })).rejects.toMatchObject({ code: 'spec-invalid' });
    },
  );

  test('is not scanned after an abort', async () => {
    const { dataDir } = await makeImageFolder();
    const opening = openImageFolder(smallFolder, { dataDir, signal: AbortSignal.abort() });
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
  });
});
