import { architectureVariant } from './architectures/index.js';
import type { ProtocolFacts } from './architectures/variant.js';
import type { Cell } from './cell.js';

/**
 * The version of how a cell is computed. It is part of the cell's id. It rises for exactly those cells whose result would
 * change (another initialization, another order of random numbers, a fixed bug), so results of different protocols are
 * never mistaken for one another. All other cells keep their ids, and with them their results:
 *
 * - 1: the first version.
 * - 2: The running averages of batch normalization weigh a batch by its size (networks with batch normalization, if the last
 *   batch of an epoch is smaller than the others). The gradient of average pooling is correct at the edges on every engine
 *   (`inception-v3`). The minimum-norm solution is correct for nearly dependent images (`linear-min-norm` without a ridge,
 *   and the distance to it that `linear` measures).
 */
export function protocolVersion(cell: Cell): 1 | 2 {
  const { architecture, regularizer } = cell;
  const facts: ProtocolFacts = { regularizer, hasSmallerLastBatch: hasSmallerLastBatch(cell) };
  return architectureVariant(architecture).protocol(architecture, facts);
}

/** Whether the last batch of an epoch is smaller than the others. */
function hasSmallerLastBatch({ dataset, leaveOut, training }: Cell): boolean {
  const images = dataset.train - (leaveOut === undefined ? 0 : 1);
  return images > training.batchSize && images % training.batchSize !== 0;
}
