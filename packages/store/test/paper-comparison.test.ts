import { type Cell, type EpochMetrics, labelNoise } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { epochOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { ask, finishSweep } from './fixtures/finished-sweep.js';

interface Numbers {
  readonly train?: number;
  readonly test?: number;
  readonly epochsToFit?: number | null;
  readonly diverged?: boolean;
  readonly measures?: EpochMetrics['measures'];
}

const close = (value: number): unknown => expect.closeTo(value, 9);

/** Finishes a sweep whose cells end with these numbers, and returns how it compares. */
async function compare(spec: object, numbersOf: (cell: Cell) => Numbers) {
  const { store } = await useStore();
  const id = await finishSweep(store, { name: 'ours', dataset: 'cifar10', ...spec }, (cell) => {
    const { train = 1, test = 0.1, epochsToFit = 15, measures, diverged = false } = numbersOf(cell);
    const final = epochOf(1, {
      train: { loss: 1, accuracy: train },
      test: { loss: 1, accuracy: test },
      ...(measures === undefined ? {} : { measures }),
    });
    const divergence = { outcome: 'diverged', stopReason: 'diverged' } as const;
    return { curve: [final], result: { epochsToFit, ...(diverged ? divergence : {}) } };
  });
  const rows = await ask(store, 'SELECT * FROM paper_comparison ORDER BY source, metric, label_noise');
  const verdicts = rows.map(({ source, metric, verdict }) => [source, metric, verdict]);
  return { id, rows, verdicts };
}

const inception = (regularizer: string, seeds: readonly number[]) => ({
  grid: { architecture: ['inception-small'], regularizer: [regularizer], seed: seeds },
});

describe('paper_comparison', () => {
  it('shows our value for each number of the paper, and judges it by its band', async () => {
    const { id, rows } = await compare(inception('none', [1]), () => ({ test: 0.873, epochsToFit: 11 }));
    const row = {
      sweep: 'ours',
      sweep_id: id,
      architecture: 'inception-small',
      corruption: 'none',
      label_noise: 0,
      regularizer: 'none',
      train_images: 50_000,
      sd: null,
      low: null,
      high: null,
      at_least: null,
      n: 1,
      settings: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
    };
    const noBand = { band_low: null, band_high: null };
    const accuracy = { ours: 0.873, band_low: 0.85, band_high: 0.875, verdict: 'agrees' };
    const fitted = { ours: 1, paper: 1, band_low: 0.998, band_high: 1, verdict: 'agrees' };
    const time = { ours: 11, paper: 10, ...noBand, verdict: 'agrees' };
    expect(rows).toEqual([
      { ...row, source: 'figure-1a', metric: 'epochs_to_fit', ...time },
      { ...row, source: 'figure-1b', metric: 'epochs_to_fit', ...time },
      {
        ...row,
        source: 'figure-1c',
        metric: 'test_error',
        ours: close(0.127),
        paper: 0.1285,
        band_low: 0.125,
        band_high: 0.15,
        verdict: 'agrees',
      },
      { ...row, source: 'figure-2b', metric: 'test_accuracy', ...accuracy, paper: 0.8653 },
      { ...row, source: 'figure-2b', metric: 'train_accuracy', ...fitted },
      { ...row, source: 'table-1', metric: 'test_accuracy', ...accuracy, paper: 0.8575 },
      { ...row, source: 'table-1', metric: 'train_accuracy', ...fitted },
    ]);
  });

  it('differs outside the band, even if the interval contains the number', async () => {
    const { rows, verdicts } = await compare(inception('weight-decay', [1, 2]), ({ seed }) => ({
      train: 0.997,
      test: 0.86 + seed / 100,
    }));
    expect(verdicts).toEqual([
      ['table-1', 'test_accuracy', 'agrees'],
      ['table-1', 'train_accuracy', 'differs'],
    ]);
    expect(rows[0]).toMatchObject({ ours: close(0.875), n: 2, low: close(0.875 - 12.706205 * 0.005) });

    const above = await compare(inception('weight-decay', [1, 2]), ({ seed }) => ({
      test: 0.87 + seed / 100,
    }));
    expect(above.verdicts[0]).toEqual(['table-1', 'test_accuracy', 'differs']);
  });

  it('allows 2.5 points if there is no band, and does not judge if only the interval contains the number', async () => {
    const verdict = async (...accuracies: readonly number[]) => {
      const seeds = accuracies.map((_, index) => index);
      const { verdicts } = await compare(inception('random-crop', seeds), ({ seed }) => ({
        test: accuracies[seed]!,
      }));
      return verdicts.find(([, metric]) => metric === 'test_accuracy')?.[2];
    };
    // The paper's is 0.8931.
    await expect(verdict(0.9181)).resolves.toBe('agrees');
    await expect(verdict(0.9182)).resolves.toBe('differs');
    await expect(verdict(0.8681)).resolves.toBe('agrees');
    await expect(verdict(0.868)).resolves.toBe('differs');
    await expect(verdict(0.9175, 0.9225)).resolves.toBe('unclear'); // 0.92 ± 0.032
    await expect(verdict(0.9199, 0.9201)).resolves.toBe('differs'); // 0.92 ± 0.0013
  });

  it('judges small errors, times and norms on their own scale', async () => {
    const kernels = (error: number, norm: number) =>
      compare({ dataset: 'mnist', grid: { architecture: ['kernel'] } }, () => ({
        test: 1 - error,
        measures: { 'solution-norm': norm, 'train-residual': 1e-9 },
      }));
    const good = await kernels(0.0122, 231);
    expect(good.verdicts).toEqual([
      ['kernel', 'solution_norm', 'agrees'],
      ['kernel', 'test_error', 'agrees'],
    ]);
    expect(good.rows[0]).toMatchObject({ ours: 231, paper: 220 });
    // A quarter of 0.012, and a tenth of 220, are less.
    expect((await kernels(0.0151, 243)).verdicts.map(([, , verdict]) => verdict)).toEqual([
      'differs',
      'differs',
    ]);
  });

  it('compares times relative to those without noise, and does not judge those of cells that never fitted', async () => {
    const timesOf = async (epochsOf: (noise: number, seed: number) => number | null) => {
      const corruption = ['none', { kind: 'partial-labels', probability: 0.4 }, 'random-labels'];
      const { rows } = await compare(
        { grid: { architecture: ['mlp-1x512'], corruption, seed: [1, 2] } },
        (cell) => ({ epochsToFit: epochsOf(labelNoise(cell.corruption), cell.seed) }),
      );
      return rows
        .filter(({ source }) => source === 'figure-1b')
        .map(({ metric, label_noise, ours, paper, verdict, n }) => [
          metric,
          label_noise,
          ours,
          paper,
          verdict,
          n,
        ]);
    };
    await expect(
      timesOf((noise, seed) => (noise === 0 ? 19 + seed * 2 : noise < 1 ? 44 : seed === 1 ? 50 : null)),
    ).resolves.toEqual([
      ['epochs_to_fit', 0, 22, 28, 'unclear', 2], // 22 ± 12.7
      ['epochs_to_fit', 0.4, 44, 47, 'agrees', 2], // within a tenth
      ['epochs_to_fit', 1, null, 55, 'unfitted', 1],
      ['relative_time', 0.4, 2, 1.6786, 'differs', 2],
      ['relative_time', 1, null, 1.9643, 'unfitted', 1],
    ]);
    await expect(timesOf((noise) => (noise === 0 ? null : 50))).resolves.toEqual([
      ['epochs_to_fit', 0, null, 28, 'unfitted', 0],
      ['epochs_to_fit', 0.4, 50, 47, 'agrees', 2],
      ['epochs_to_fit', 1, 50, 55, 'agrees', 2],
      ['relative_time', 0.4, null, 1.6786, 'unfitted', 2],
      ['relative_time', 1, null, 1.9643, 'unfitted', 2],
    ]);
  });

  it.each([
    [0.11, 'agrees'],
    [0.998, 'differs'],
  ])('counts %d as failing to converge: %s', async (train, expected) => {
    const { rows } = await compare(
      {
        grid: {
          architecture: ['alexnet-small'],
          corruption: ['random-labels'],
          regularizer: ['weight-decay'],
        },
      },
      () => ({ train }),
    );
    expect(rows).toMatchObject([{ source: 'table-4', ours: train, paper: null, verdict: expected }]);
  });

  it('counts it as failing to converge if all cells diverged', async () => {
    const verdictOn = async (dataset: unknown) => {
      const grid = {
        architecture: ['alexnet-small', 'mlp-1x512'],
        corruption: ['random-labels'],
        regularizer: ['weight-decay'],
      };
      const { rows } = await compare({ dataset, grid }, () => ({ diverged: true }));
      return rows.map(({ architecture, ours, n, verdict }) => [architecture, ours, n, verdict]);
    };
    await expect(verdictOn('cifar10')).resolves.toEqual([['alexnet-small', null, 0, 'agrees']]);
    await expect(verdictOn({ name: 'cifar10', train: 1000 })).resolves.toEqual([
      ['alexnet-small', null, 0, 'subset'],
    ]);
  });

  it('does not judge a sweep that trains on part of the images', async () => {
    const { verdicts } = await compare(
      { ...inception('none', [1]), dataset: { name: 'cifar10', train: 49_999 } },
      () => ({ test: 0.86 }),
    );
    expect(new Set(verdicts.map(([, , verdict]) => verdict))).toEqual(new Set(['subset']));
    const fewTestImages = await compare(
      { ...inception('random-crop', [1]), dataset: { name: 'cifar10', test: 1000 } },
      () => ({ test: 0.89 }),
    );
    expect(fewTestImages.verdicts[0]).toEqual(['table-1', 'test_accuracy', 'agrees']);
  });

  it('shows nothing for other images and other cells', async () => {
    const synthetic = await compare({ ...inception('none', [1]), dataset: 'synthetic' }, () => ({}));
    expect(synthetic.rows).toEqual([]);
    const others = await compare(
      { grid: { architecture: ['mlp-2x64'] }, include: [{ architecture: ['mlp-1x512'], leaveOut: [1] }] },
      () => ({}),
    );
    expect(others.rows).toEqual([]);
  });
});
