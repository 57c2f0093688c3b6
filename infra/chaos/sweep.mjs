import { expandSweep, parseSweepSpec } from '@rote/domain';

/** The ids and cells that a spec stands for. */
export const cellsOf = (spec) => [...expandSweep(parseSweepSpec(spec))];

/**
 * A sweep of short cells, with all that a training which is interrupted and resumed can get wrong: random labels and
 * pixels, dropout, augmentation, momentum and decay, running statistics of batch normalization, and a cell that diverges.
 *
 * @param seeds 6 cells for each, and 2 more
 * @param quick 5 cells for each seed, and 1 more: without batch normalization, which takes as long as all others
 */
export const specOf = (seeds, quick) => ({
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

const BATCH_NORM = {
  architecture: ['inception-small'],
  corruption: ['random-pixels'],
  regularizer: ['random-crop'],
  epochs: [2],
};

const seedsOf = (count) => Array.from({ length: count }, (_, index) => index + 1);
