import type { Cell } from '@rote/domain';

/** A cell that trains in a moment. */
export const exampleCell: Cell = {
  dataset: { name: 'synthetic', train: 64, test: 32, subsetSeed: 0, preprocessing: 'whiten' },
  corruption: { kind: 'none' },
  regularizer: { weightDecay: 0, dropout: 0, augmentation: 'none', patience: null },
  architecture: { kind: 'mlp', depth: 1, width: 8 },
  training: {
    epochs: 2,
    batchSize: 16,
    learningRate: 0.01,
    momentum: 0.9,
    decay: 0.95,
    decaySteps: 4,
    stop: { trainLoss: null, trainAccuracy: null },
  },
  seed: 1,
};
