import type { Cell, MicroBatches, TrainedArchitecture } from '@rote/domain';
import { isSolved, parameterCount, RoteError } from '@rote/domain';
import { networkKind } from '../architectures/index.js';

/** What memory a machine has for training. */
export interface Memory {
  /** That nobody uses now. */
  readonly freeBytes: number;
  /** All that there is. */
  readonly totalBytes: number;
}

const FLOAT_BYTES = 4;
/** A weight, its gradient, and its velocity. */
const FLOATS_A_WEIGHT = 3;

const activations = (architecture: TrainedArchitecture): number =>
  networkKind(architecture).activations(architecture);

/** What training a cell takes at least, in bytes: nothing that could be trained is refused for it. */
export function leastMemory(
  cell: Cell & { readonly architecture: TrainedArchitecture },
  microBatches: MicroBatches,
): { readonly weights: number; readonly batch: number } {
  const batch = Math.min(cell.training.batchSize, cell.dataset.train);
  return {
    weights: parameterCount(cell) * FLOATS_A_WEIGHT * FLOAT_BYTES,
    batch: Math.ceil(batch / microBatches) * activations(cell.architecture) * FLOAT_BYTES,
  };
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

function describeBytes(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / Number(`1e${String(3 * unit)}`);
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${UNITS[unit]!}`;
}

/**
 * Refuses a network that would not fit before anything of it is drawn: half an hour later the system would end the
 * process.
 *
 * @param memory `undefined` where nobody knows
 * @throws RoteError `out-of-memory`, retryable where less of it may do: in half batches, or with nothing else running
 */
export function requireNetworkMemory(
  cell: Cell,
  { memory, microBatches }: { readonly memory: Memory | undefined; readonly microBatches: MicroBatches },
): void {
  const { architecture, training } = cell;
  if (memory === undefined || isSolved(architecture)) return;
  const trained = { ...cell, architecture };
  const { weights, batch } = leastMemory(trained, microBatches);
  const { freeBytes, totalBytes } = memory;
  const needed = weights + batch;
  if (needed <= freeBytes) return;
  const count = parameterCount(cell);
  const has = `${describeBytes(freeBytes)} of ${describeBytes(totalBytes)} are free`;
  if (weights > freeBytes)
    throw new RoteError(
      'out-of-memory',
      `${count.toLocaleString('en')} weights need ${describeBytes(count * FLOAT_BYTES)}, with their gradients and the ` +
        `optimizer ${describeBytes(weights)}, and ${has}: take a smaller network` +
        (weights > totalBytes
          ? ', or a machine with more memory'
          : ', train fewer cells at once on this host, or take a machine with more memory'),
      { retryable: weights <= totalBytes },
    );
  const halved = leastMemory(trained, 2);
  const fitting = Math.floor((freeBytes - weights) / (activations(architecture) * FLOAT_BYTES));
  throw new RoteError(
    'out-of-memory',
    `batches of ${String(training.batchSize)} images need at least ${describeBytes(needed)} with the network, and ${has}: ` +
      `take batches of at most ${fitting.toLocaleString('en')} images, or a machine with more memory`,
    { retryable: halved.weights + halved.batch <= totalBytes },
  );
}
