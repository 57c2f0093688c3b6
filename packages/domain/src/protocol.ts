import { architectureVariant } from './architectures/index.js';
import type { ProtocolFacts } from './architectures/variant.js';
import type { Cell } from './cell.js';

/**
 * The version of how a cell is computed, a part of its id. It is raised for those cells that would come out differently
 * than before (another initialisation, another order of random numbers, a fault that was mended), so that results of
 * different protocols never pass for one another; all other cells keep their ids, and so their results:
 *
 * - 1: as at first.
 * - 2: the running averages of batch normalization weigh a batch by its size (networks with batch normalization whose last
 *   batch of an epoch is smaller than the others); the gradient of average pooling is right at the edges on every engine
 *   (`inception-v3`); the solution of least norm is right where images are nearly dependent (`linear-min-norm`
 *   without a ridge, and the distance from it that `linear` measures).
 */
export function protocolVersion(cell: Cell): 1 | 2 {
  const { architecture, regularizer } = cell;
  const facts: ProtocolFacts = { regularizer, hasSmallerLastBatch: hasSmallerLastBatch(cell) };
  return architectureVariant(architecture).protocol(architecture, facts);
}

/** Whether the last batch of an epoch is smaller than those before it. */
function hasSmallerLastBatch({ dataset, leaveOut, training }: Cell): boolean {
  const images = dataset.train - (leaveOut === undefined ? 0 : 1);
  return images > training.batchSize && images % training.batchSize !== 0;
}
