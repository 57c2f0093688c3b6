import type { SweepSpec } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';

const ARCHITECTURES = [
  ['mlp-1x64'],
  ['mlp-1x512'],
  ['mlp-3x512'],
  ['mlp-2x256'],
  ['mlp-1x512', 'mlp-3x512'],
  ['mlp-1x64', 'mlp-1x512'],
] as const;
const CORRUPTIONS = [['none'], ['random-labels'], ['none', 'random-labels'], ['gaussian']] as const;
const REGULARIZERS = [
  ['none'],
  ['none', 'weight-decay'],
  ['random-crop'],
  ['none', { dropout: 0.2 }],
] as const;

/**
 * Returns small sweeps such as people run one after another: some like earlier ones with other seeds, some with other
 * sizes, regularizers, optimizers or networks, some whose cells stop early. No two share a cell.
 */
export function createRecordedSweeps(count: number): readonly SweepSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const dice = randomSource(randomKey(index, 'recorded sweep'));
    const of = <T>(values: readonly T[]): T => values[dice.integer(values.length)]!;
    const seeds = of([1, 2]);
    const stops = of([true, false, false]);
    return {
      name: `recorded ${index}`,
      dataset: { name: 'synthetic', train: of([128, 256, 512, 1024]), test: of([64, 256]) },
      grid: {
        architecture: [...of(ARCHITECTURES)],
        corruption: [...of(CORRUPTIONS)],
        regularizer: [...of(REGULARIZERS)],
        seed: { from: 1 + 10 * index, to: 10 * index + seeds },
      },
      training: {
        epochs: stops ? 15 : of([2, 4, 8]),
        batchSize: of([64, 128]),
        optimizer: of(['sgd', 'sgd', 'adam'] as const),
        ...(stops && { stop: { trainAccuracy: 1 } }),
      },
    };
  });
}
