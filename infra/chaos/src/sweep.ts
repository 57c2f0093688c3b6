import type { ExpandedCell, GridSpec, SweepSpec } from '@rote/domain';
import { expandSweep, parseSweepSpec } from '@rote/domain';

/** Expands a spec into its cells. */
export const cellsOf = (spec: SweepSpec): readonly ExpandedCell[] => [...expandSweep(parseSweepSpec(spec))];

const seedsOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const BATCH_NORM: GridSpec = {
  architecture: ['inception-small'],
  corruption: ['random-pixels'],
  regularizer: ['random-crop'],
  epochs: [2],
};

/**
 * Returns a sweep of short cells, with everything that can go wrong when a training is interrupted and resumed: random
 * labels and pixels, dropout, augmentation, momentum and decay, running statistics of batch normalization, and a cell that
 * diverges.
 *
 * @param seeds each makes 6 cells, and there are 2 more
 * @param quick each seed makes 5 cells, and there is 1 more: none with batch normalization, which takes as long as all
 *   others
 */
export const specOf = (seeds: number, quick: boolean): SweepSpec => ({
  name: 'chaos',
  dataset: { name: 'synthetic', train: 64, test: 32 },
  grid: {
    architecture: ['mlp-2x256'],
    corruption: [{ kind: 'partial-labels', probability: 0.4 }, 'gaussian'],
    regularizer: [{ dropout: 0.3, weightDecay: 0.001, augmentation: 'random-crop' }, 'flip-rotation'],
    seed: seedsOf(seeds),
    epochs: [40],
  },
  include: [
    {
      architecture: ['alexnet-small'],
      corruption: quick ? ['shuffled-pixels'] : ['random-labels', 'shuffled-pixels'],
      regularizer: [['dropout', 'weight-decay', 'flip-rotation']],
      seed: seedsOf(seeds),
      epochs: [5],
    },
    ...(quick ? [] : [BATCH_NORM]),
    { architecture: ['mlp-1x64'], optimizer: [{ learningRate: 1e12 }] },
  ],
  training: { batchSize: 16 },
});
