import { architectureVariant } from './architectures/index.js';
import type { Inputs } from './architectures/variant.js';
import type { Cell } from './cell.js';
import { classCount } from './corruptions/index.js';
import { INPUT_SIDE } from './dataset.js';
import { channelsOf, wholeDataset } from './datasets/index.js';

/** What the number of a cell's parameters depends on. */
export type CountedCell = Pick<Cell, 'architecture' | 'dataset' | 'corruption' | 'leaveOut'>;

/**
 * How many numbers a cell's network has to learn, as its result will say; known before anything is drawn. Running
 * averages of batch normalization are none.
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
