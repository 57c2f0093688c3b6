import type { Cell } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

type Counts = readonly (readonly number[])[];

const CLASSES = 10;
const square = (size: number, count: (label: number, predicted: number) => number): Counts =>
  Array.from({ length: size }, (_, label) =>
    Array.from({ length: size }, (__, predicted) => count(label, predicted)),
  );

/** Every order of 0 … size − 1. */
const ordersOf = (size: number): readonly (readonly number[])[] =>
  size === 0
    ? [[]]
    : ordersOf(size - 1).flatMap((order) =>
        Array.from({ length: size }, (_, place) => [
          ...order.slice(0, place),
          size - 1,
          ...order.slice(place),
        ]),
      );

const hitsOf = (counts: Counts, order: readonly number[]): number =>
  order.reduce((sum, predicted, label) => sum + counts[label]![predicted]!, 0);

/** Returns a source of numbers 0 … 1 from a seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    // Park and Miller 1988
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * The confusion counts of an honest cell on images many of which are alike: the test set of each class falls into some
 * groups, all images of a group are predicted as one class, and every class is equally likely.
 */
function honest(random: () => number, groups: number, images: number): Counts {
  const counts = square(CLASSES, () => 0).map((row) => [...row]);
  for (const row of counts)
    for (let group = 0; group < groups; group++) {
      const predicted = Math.floor(random() * CLASSES);
      row[predicted]! += images / groups;
    }
  return counts;
}

describe('renamed_share', () => {
  it('counts all ways to rename the classes', async () => {
    const { sql } = await useStore();
    const random = numbersFrom(7);
    for (const size of [1, 2, 3, 5, 6]) {
      const counts = square(size, () => Math.floor(random() * 5));
      const orders = ordersOf(size);
      const own = hitsOf(
        counts,
        orders.find((order) => order.every((one, index) => one === index))!,
      );
      const [row] = await sql('SELECT renamed_share($1, true) AS above, renamed_share($1, false) AS below', [
        JSON.stringify(counts),
      ]);
      const share = (met: (hits: number) => boolean) =>
        orders.filter((order) => met(hitsOf(counts, order))).length / orders.length;
      expect(row?.['above']).toBeCloseTo(
        share((hits) => hits >= own),
        12,
      );
      expect(row?.['below']).toBeCloseTo(
        share((hits) => hits <= own),
        12,
      );
    }
  });
});

describe('accuracy_by_chance', () => {
  it('has the mean and the standard deviation over all ways to rename the classes', async () => {
    const { sql } = await useStore();
    const random = numbersFrom(3);
    const counts = square(5, () => Math.floor(random() * 9));
    const images = counts.flat().reduce((a, b) => a + b);
    const accuracies = ordersOf(5).map((order) => hitsOf(counts, order) / images);
    const mean = accuracies.reduce((a, b) => a + b) / accuracies.length;
    const variance = accuracies.reduce((sum, each) => sum + (each - mean) ** 2, 0) / accuracies.length;
    const [row] = await sql('SELECT * FROM accuracy_by_chance($1)', [JSON.stringify(counts)]);
    expect(row?.['expected']).toBeCloseTo(mean, 12);
    expect(row?.['sd']).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it('accuses honest cells at most at the stated rate, however similar images are', async () => {
    const { sql } = await useStore();
    const random = numbersFrom(2026);
    const groups = [1, 2, 4, 10, 50];
    const cells = Array.from({ length: 300 }, (_, index) =>
      honest(random, groups[index % groups.length]!, 100),
    );
    const [row] = await sql(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE k.p_value <= 0.001)::int AS accused
       FROM jsonb_array_elements($1) AS confusion, accuracy_by_chance(confusion) k`,
      [JSON.stringify(cells)],
    );
    // Of 300 at 1 in 1000, 4 or more occur in 1 of 4000 samples; this sample is always the same.
    expect(row?.['n']).toBe(300);
    expect(row?.['accused']).toBeLessThan(4);
    // The binomial interval would accuse many of the same cells.
    const half = 3.29 * Math.sqrt((0.1 * 0.9) / 1000);
    const outside = cells.filter((counts) => {
      const accuracy = counts.reduce((sum, line, label) => sum + line[label]!, 0) / 1000;
      return Math.abs(accuracy - 0.1) > half;
    });
    expect(outside.length).toBeGreaterThan(60);
  }, 120_000);

  it('accuses cells that have seen some labels, or labels that are never the true ones', async () => {
    const { sql } = await useStore();
    const random = numbersFrom(5);
    const pOf = async (counts: Counts) =>
      (await sql('SELECT p_value FROM accuracy_by_chance($1)', [JSON.stringify(counts)]))[0]?.['p_value'];
    const alike = honest(random, 10, 900);
    const leaking = alike.map((row, label) =>
      row.map((count, predicted) => count + (label === predicted ? 400 : 0)),
    );
    await expect(pOf(leaking)).resolves.toBeLessThan(0.001);
    await expect(
      pOf(square(CLASSES, (label, predicted) => (label === predicted ? 10 : 110))),
    ).resolves.toBeLessThan(1e-5);
    // If there are many classes, the first ten are renamed.
    await expect(
      pOf(square(12, (label, predicted) => (label === predicted ? 200 : 100))),
    ).resolves.toBeLessThan(1e-5);
    // Two classes cannot tell.
    await expect(pOf(square(2, (label, predicted) => (label === predicted ? 100 : 0)))).resolves.toBeNull();
  });
});

it('leak_check judges random labels by their confusion counts, and no cell without them', async () => {
  const { store } = await useStore();
  const spec = {
    name: 'leaks',
    dataset: { name: 'cifar10', test: 1000 },
    grid: { architecture: ['mlp-1x512'], corruption: ['random-labels', 'none'], seed: [1, 2, 3] },
    include: [{ architecture: ['mlp-1x512'], corruption: ['random-labels'], testLabels: ['corrupted'] }],
  };
  const guessed = honest(numbersFrom(11), 10, 100);
  const leaked = square(CLASSES, (label, predicted) => (label === predicted ? 28 : 8));
  const countsOf = ({ seed }: Cell) => [{ confusion: leaked }, { confusion: guessed }, {}][seed - 1]!;
  const rightOf = (counts: Counts) => counts.reduce((sum, row, label) => sum + row[label]!, 0) / 1000;
  const id = await finishSweep(store, spec, (cell) => {
    const { confusion = null } = countsOf(cell);
    const accuracy = confusion === null ? 0.9 : rightOf(confusion);
    return {
      curve: [epochOf(1, { test: { loss: 1, accuracy } })],
      result: countsOf(cell),
    };
  });
  const rows = await ask(
    store,
    'SELECT sweep_id, test_images, test_accuracy, expected, p_value < 0.001 AS small, inside FROM leak_check ORDER BY test_accuracy',
  );
  const row = { sweep_id: id, test_images: 1000 };
  expect(rows).toEqual([
    {
      ...row,
      test_accuracy: rightOf(guessed),
      expected: expect.closeTo(0.1, 9) as number,
      small: false,
      inside: true,
    },
    { ...row, test_accuracy: 0.28, expected: expect.closeTo(0.1, 9) as number, small: true, inside: false },
    { ...row, test_accuracy: 0.9, expected: 0.1, small: null, inside: null },
  ]);
});
