import {
  DATASETS,
  INPUT_SIDE,
  architectureName,
  corruptionName,
  hasCrossEntropy,
  labelNoise,
  regularizerName,
  resolveArchitecture,
  resolveCorruption,
  resolveRegularizer,
} from '@rote/domain';
import { useStore } from '@rote/testkit';
import { describe, expect, it } from 'vitest';

interface Names {
  readonly architecture: string;
  readonly corruption: string;
  readonly label_noise: number;
  readonly regularizer: string;
}

describe('the numbers of the paper', () => {
  it('are complete', async () => {
    const { sql } = await useStore();
    const rows = await sql(
      `SELECT source, metric, count(*)::int AS rows FROM paper_reference GROUP BY source, metric ORDER BY source, metric`,
    );
    expect(rows.map(({ source, metric, rows: count }) => [source, metric, count])).toEqual([
      ['figure-1a', 'epochs_to_fit', 5],
      ['figure-1a', 'train_loss', 5 * 69],
      ['figure-1b', 'epochs_to_fit', 3 * 11],
      ['figure-1b', 'relative_time', 3 * 11],
      ['figure-1c', 'test_error', 3 * 11],
      ['figure-2b', 'test_accuracy', 2 * 51],
      ['figure-2b', 'train_accuracy', 51],
      ['kernel', 'solution_norm', 2],
      ['kernel', 'test_error', 5],
      ['table-1', 'test_accuracy', 19],
      ['table-1', 'train_accuracy', 19],
      ['table-2', 'top_1_test_accuracy', 7],
      ['table-2', 'top_1_train_accuracy', 7],
      ['table-2', 'top_5_test_accuracy', 7],
      ['table-2', 'top_5_train_accuracy', 7],
      ['table-4', 'train_accuracy', 6],
    ]);
  });

  it('are as printed, for some of each source', async () => {
    const { sql } = await useStore();
    const value = async (where: string): Promise<unknown> => {
      const rows = await sql(`SELECT value FROM paper_reference WHERE ${where}`);
      expect(rows, where).toHaveLength(1);
      return rows[0]?.['value'];
    };
    const table1 = `source = 'table-1' AND metric = 'test_accuracy' AND architecture =`;
    await expect(
      value(`${table1} 'inception-small' AND regularizer = 'weight-decay+random-crop'`),
    ).resolves.toBe(0.8905);
    await expect(value(`${table1} 'mlp-1x512' AND corruption = 'random-labels'`)).resolves.toBe(0.1061);
    await expect(
      value(`source = 'table-4' AND architecture = 'alexnet-small' AND regularizer = 'weight-decay'`),
    ).resolves.toBeNull();
    await expect(
      value(`source = 'kernel' AND architecture = 'kernel-gabor' AND metric = 'solution_norm'`),
    ).resolves.toBe(390);
    await expect(value(`source = 'figure-1a' AND epoch = 20 AND corruption = 'random-pixels'`)).resolves.toBe(
      0.16464,
    );
    await expect(
      value(
        `source = 'figure-1b' AND architecture = 'alexnet-small' AND label_noise = 0.9 AND metric = 'epochs_to_fit'`,
      ),
    ).resolves.toBe(47);
    await expect(
      value(`source = 'figure-1c' AND architecture = 'mlp-1x512' AND corruption = 'none'`),
    ).resolves.toBe(0.4951);
    await expect(
      value(`source = 'figure-2b' AND architecture = 'inception-small-no-bn' AND epoch = 51`),
    ).resolves.toBe(0.8492);
  });

  it('agree with one another: figure 1a fits when figure 1b says, and in the order of its curves', async () => {
    const { sql } = await useStore();
    await expect(
      sql(
        `SELECT corruption, value FROM paper_reference WHERE source = 'figure-1a' AND metric = 'epochs_to_fit' ORDER BY value`,
      ),
    ).resolves.toEqual([
      { corruption: 'none', value: 10 },
      { corruption: 'shuffled-pixels', value: 15 },
      { corruption: 'gaussian', value: 21 },
      { corruption: 'random-pixels', value: 23 },
      { corruption: 'random-labels', value: 36 },
    ]);
    await expect(
      sql(`SELECT value FROM paper_reference WHERE source = 'figure-1b' AND architecture = 'inception-small'
             AND metric = 'epochs_to_fit' AND label_noise IN (0, 1) ORDER BY label_noise`),
    ).resolves.toEqual([{ value: 10 }, { value: 36 }]);
  });

  it('lie in their bands, and the expected ones have bands', async () => {
    const { sql } = await useStore();
    await expect(
      sql(
        `SELECT * FROM paper_reference WHERE NOT value BETWEEN band_low AND band_high OR band_low > band_high`,
      ),
    ).resolves.toEqual([]);
    const rows = await sql(
      `SELECT source, metric, count(band_low)::int AS bands FROM paper_reference WHERE band_low IS NOT NULL
       GROUP BY source, metric ORDER BY source, metric`,
    );
    expect(rows.map(({ source, metric, bands }) => [source, metric, bands])).toEqual([
      ['figure-1c', 'test_error', 4], // random labels, and Inception on true ones
      ['figure-2b', 'test_accuracy', 2],
      ['figure-2b', 'train_accuracy', 1],
      ['table-1', 'test_accuracy', 15], // all but the four with random crops
      ['table-1', 'train_accuracy', 19],
      ['table-4', 'train_accuracy', 5],
    ]);
  });

  it('use names that Rote gives to cells', async () => {
    const { sql } = await useStore();
    const rows = await sql(
      `SELECT DISTINCT architecture, corruption, label_noise, regularizer FROM paper_reference WHERE dataset <> 'imagenet'`,
    );
    for (const {
      architecture,
      corruption,
      label_noise,
      regularizer,
    } of rows as unknown as readonly Names[]) {
      const features = /^kernel-(.*)$/.exec(architecture)?.[1];
      const resolved = resolveArchitecture(
        features === undefined ? architecture : { kind: 'kernel', features: features as 'gabor' },
      );
      expect(architectureName(resolved)).toBe(architecture);
      const noise = resolveCorruption(
        corruption === 'partial-labels'
          ? { kind: corruption, probability: label_noise }
          : (corruption as 'none'),
      );
      expect([corruptionName(noise), labelNoise(noise)]).toEqual([corruption, label_noise]);
      const parts = regularizer.split('+') as 'weight-decay'[];
      expect(regularizerName(resolveRegularizer(regularizer === 'none' ? 'none' : parts, resolved))).toBe(
        regularizer,
      );
    }
    expect(rows.length).toBeGreaterThan(50);
  });
});

it("the facts of data sets equal the domain's", async () => {
  const { sql } = await useStore();
  const rows = await sql(`SELECT * FROM dataset_facts WHERE dataset <> 'imagenet'`);
  expect(rows.map(({ dataset }) => dataset).sort()).toEqual(Object.keys(DATASETS).sort());
  for (const { dataset, ...facts } of rows) {
    const { classes, train, test, channels } = DATASETS[dataset as keyof typeof DATASETS];
    expect(facts, String(dataset)).toEqual({
      classes,
      train_images: train,
      test_images: test,
      inputs: INPUT_SIDE ** 2 * channels,
    });
  }
});

it('architectures have the loss that the domain gives them', async () => {
  const { sql } = await useStore();
  const named = await sql('SELECT DISTINCT architecture FROM paper_reference');
  const names = [...named.map(({ architecture }) => String(architecture)), 'linear', 'memorizer', 'kernel'];
  for (const name of names.filter((one) => !one.startsWith('kernel-')))
    expect(await sql('SELECT has_cross_entropy($1) AS says', [name]), name).toEqual([
      { says: hasCrossEntropy(resolveArchitecture(name)) },
    ]);
});
