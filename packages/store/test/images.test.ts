import { type Cell, expandSweep, keptImagesId, type KeptImages, parseSweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { cellOf, epochOf, keptImagesOf, resultOf } from '@rote/testkit/values';
import { expect, it } from 'vitest';
import { ask } from './fixtures/finished-sweep.js';
import { claimNext, registerWorker } from './fixtures/training.js';

/** Three images of two pixels in two channels; the bytes tell them apart. */
const imagesOf = (changes: Partial<KeptImages> = {}): KeptImages =>
  keptImagesOf({
    channels: 2,
    indices: [0, 3, 6],
    labels: [1, 0, 1],
    trueLabels: [1, 1, 0],
    trueLabelNames: ['dog', 'dog', 'cat'],
    pixels: Uint8Array.from({ length: 12 }, (_, i) => 250 - i),
    ...changes,
  });

const noisy = { kind: 'random-labels' } as const;

it('keeps images once for all cells with the same train set, and the first stay', async () => {
  const { store, sql } = await useStore();
  const cell = cellOf({ corruption: noisy });
  const sameImages: Cell = {
    ...cell,
    architecture: { kind: 'alexnet-small' },
    measures: { epochs: [], sharpness: true, examples: false },
  };
  await Promise.all([cell, sameImages, cell].map((each) => store.images.keep(each, imagesOf())));
  await store.images.keep(cell, imagesOf({ pixels: new Uint8Array(12) }));
  expect(await sql('SELECT inputs_sha256 FROM kept_images')).toEqual([{ inputs_sha256: keptImagesId(cell) }]);
  expect(await store.images.find(sameImages)).toEqual(imagesOf());
  const other = cellOf({ corruption: noisy, seed: 2 });
  expect(await store.images.find(other)).toBeUndefined();
  expect(await store.images.has(other)).toBe(false);
  expect(await store.images.has(cell)).toBe(true);
});

it('keeps images of a hundred seeds, and no more of the same', async () => {
  const { store, sql } = await useStore();
  const ofSeed = (seed: number, changes: Parameters<typeof cellOf>[0] = { corruption: noisy }): Cell =>
    cellOf({ ...changes, seed });
  for (let seed = 1; seed <= 101; seed++) await store.images.keep(ofSeed(seed), imagesOf());
  expect(await store.images.has(ofSeed(100))).toBe(true);
  expect(await store.images.has(ofSeed(101))).toBe(false);
  const others = ofSeed(101, { corruption: { kind: 'shuffled-pixels' } });
  await store.images.keep(others, imagesOf());
  expect(await store.images.has(others)).toBe(true);
  expect(await sql('SELECT count(*)::int AS n FROM kept_images')).toEqual([{ n: 101 }]);
});

it('keeps apart the images of two folders that settings cannot tell apart', async () => {
  const { store } = await useStore();
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
  await store.images.keep(cellOf(), imagesOf({ imagesSha256: a! }));
  await store.images.keep(cellOf(), imagesOf({ imagesSha256: b!, labelNames: ['x', 'y', 'x'] }));
  expect(await store.images.find(cellOf(), b)).toEqual(
    imagesOf({ imagesSha256: b!, labelNames: ['x', 'y', 'x'] }),
  );
  expect(await store.images.find(cellOf(), c)).toBeUndefined();
  expect(await store.images.has(cellOf(), c)).toBe(false);
  expect(await store.images.has(cellOf(), a)).toBe(true);
});

it.each([
  ['pixels', imagesOf({ pixels: new Uint8Array(11) })],
  ['labels', imagesOf({ labels: [1, 0] })],
  ['names', imagesOf({ labelNames: ['cat'] })],
])('refuses images with too few %s', async (_, images) => {
  const { store } = await useStore();
  await expect(store.images.keep(cellOf(), images)).rejects.toMatchObject({
    code: 'internal',
    retryable: false,
  });
});

it('cell_images has the images of each cell with a result, and no others', async () => {
  const { store } = await useStore();
  const spec = parseSweepSpec({
    name: 'images',
    dataset: { name: 'synthetic', train: 20, test: 10 },
    grid: {
      architecture: ['mlp-1x16', 'mlp-1x32'],
      corruption: ['none', 'random-labels', 'random-pixels'],
      regularizer: ['none', 'random-crop'],
      seed: [1, 2],
      orderSeed: [5, 6],
    },
    training: { epochs: 1 },
  });
  await store.sweeps.submit({ spec, cells: expandSweep(spec) });
  await registerWorker(store);
  const cells = new Map<string, Cell>();
  // All have the same digests here, so only their settings tell their images apart.
  for (const ref of await claimNext(store, 100)) {
    const { cell } = await store.cells.get(ref.cellId);
    cells.set(ref.cellId, cell);
    await store.images.keep(cell, imagesOf({ trueLabelNames: [keptImagesId(cell), 'dog', 'cat'] }));
    await store.attempts.recordEpochs(ref, [epochOf(1)]);
    const { corruption } = resultOf();
    await store.attempts.finish(
      ref,
      resultOf({
        epochs: 1,
        final: epochOf(1),
        corruption: { ...corruption, imagesSha256: 'a'.repeat(64), labelsSha256: 'b'.repeat(64) },
      }),
      null,
    );
  }
  expect(cells.size).toBe(48);
  const rows = await ask(
    store,
    `SELECT cell, true_label_name FROM cell_images WHERE image = 0 ORDER BY cell`,
  );
  expect(rows).toEqual(
    [...cells]
      .map(([cell, value]) => ({ cell, true_label_name: keptImagesId(value) }))
      .sort((x, y) => (x.cell < y.cell ? -1 : 1)),
  );
  const [id] = cells.keys();
  expect(
    await ask(
      store,
      `SELECT image, label, label_name, true_label, height, width, channels, stride, encode(pixels, 'hex') AS pixels
       FROM cell_images WHERE cell = '${id!}' ORDER BY image`,
    ),
  ).toMatchObject([
    {
      image: 0,
      label: 1,
      label_name: null,
      true_label: 1,
      height: 1,
      width: 2,
      channels: 2,
      stride: 1,
      pixels: 'faf9f8f7',
    },
    { image: 3, label: 0, true_label: 1, pixels: 'f6f5f4f3' },
    { image: 6, label: 1, true_label: 0, pixels: 'f2f1f0ef' },
  ]);
});

it('cell_images lacks the image that a cell left out', async () => {
  const { store } = await useStore();
  const spec = parseSweepSpec({
    name: 'images',
    dataset: { name: 'synthetic', train: 20, test: 10 },
    grid: { architecture: ['mlp-1x16'], leaveOut: ['none', 3] },
    training: { epochs: 1 },
  });
  await store.sweeps.submit({ spec, cells: expandSweep(spec) });
  await registerWorker(store);
  for (const ref of await claimNext(store, 100)) {
    const { cell } = await store.cells.get(ref.cellId);
    const result = resultOf({ epochs: 1, final: epochOf(1) });
    await store.images.keep(cell, imagesOf(result.corruption));
    await store.attempts.recordEpochs(ref, [epochOf(1)]);
    await store.attempts.finish(ref, result, null);
  }
  const rows = await ask(
    store,
    `SELECT leave_out, array_agg(image ORDER BY image)::text AS images FROM cell_images JOIN distinct_results USING (cell) GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { leave_out: 3, images: '{0,6}' },
    { leave_out: null, images: '{0,3,6}' },
  ]);
});
