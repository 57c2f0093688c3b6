import type { Cell, KnownDataset } from '@rote/domain';

/** A cell whose data set fits in memory. */
interface SmallCell extends Cell {
  readonly dataset: KnownDataset;
}

/** What a test changes of {@link cellOf}'s cell. Settings of regularizer and training are changed one by one. */
export interface CellChanges extends Partial<Omit<SmallCell, 'regularizer' | 'training'>> {
  readonly regularizer?: Partial<Cell['regularizer']>;
  readonly training?: Partial<Cell['training']>;
}

/**
 * Returns a cell that trains in a moment: a tiny MLP, one epoch of two steps, no regularizer, clean labels.
 *
 * @param changes what is different in this test
 */
export const cellOf = ({ regularizer, training, ...rest }: CellChanges = {}): SmallCell => ({
  dataset: { name: 'synthetic', train: 8, test: 4, subsetSeed: 0, preprocessing: 'whiten' },
  corruption: { kind: 'none' },
  architecture: { kind: 'mlp', depth: 1, width: 16 },
  seed: 1,
  ...rest,
  regularizer: { weightDecay: 0, dropout: 0, augmentation: 'none', patience: null, ...regularizer },
  training: {
    epochs: 1,
    batchSize: 4,
    learningRate: 0.01,
    ...(training !== undefined && 'optimizer' in training ? {} : { momentum: 0.9 }),
    decay: 0.95,
    decaySteps: 391,
    stop: { trainLoss: null, trainAccuracy: null },
    ...training,
  } as Cell['training'],
});
