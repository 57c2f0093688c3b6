import { architectureVariant } from './architectures/index.js';
import type { Inputs } from './architectures/variant.js';
import type { Cell } from './cell.js';
import { classCount } from './corruptions/index.js';
import { INPUT_SIDE } from './dataset.js';
import { channelsOf, wholeDataset } from './datasets/index.js';

/** What a cell's number of parameters depends on. */
export type CountedCell = Pick<Cell, 'architecture' | 'dataset' | 'corruption' | 'leaveOut'>;

/**
 * Counts the parameters that a cell's network has to learn, as its result will state. It needs no network, so it is
 * known before training. Running averages of batch normalization do not count.
 */
export function parameterCount(cell: CountedCell): number {
  const { architecture, dataset, leaveOut } = cell;
  const channels = channelsOf(dataset);
  const inputs: Inputs = {
    values: INPUT_SIDE * INPUT_SIDE * channels,
    channels,
    classes: classCount(cell, wholeDataset(dataset).classes),
    trained: dataset.train - (leaveOut === undefined ? 0 : 1),
  };
  return architectureVariant(architecture).parameterCount(architecture, inputs);
}
