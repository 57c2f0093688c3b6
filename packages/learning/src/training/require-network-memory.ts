import type { Cell, MicroBatches, TrainedArchitecture } from '@rote/domain';
import { isSolved, parameterCount, RoteError } from '@rote/domain';
import { networkKind } from '../architectures/index.js';
import { optimizerValuesAWeight } from '../optimizers/index.js';

/** A machine's memory for training. */
export interface Memory {
  /** Memory not in use. */
  readonly freeBytes: number;
  /** All memory. */
  readonly totalBytes: number;
}

const FLOAT_BYTES = 4;
/** A weight and its gradient; the optimizer adds what it keeps. */
const FLOATS_A_WEIGHT = 2;

const activations = (architecture: TrainedArchitecture): number =>
  networkKind(architecture).activations(architecture);

/**
 * Minimum number of bytes that training a cell takes. It is a lower bound, so nothing trainable is rejected because of
 * it.
 */
export function leastMemory(
  cell: Cell & { readonly architecture: TrainedArchitecture },
  microBatches: MicroBatches,
): { readonly weights: number; readonly batch: number } {
  const batch = Math.min(cell.training.batchSize, cell.dataset.train);
  return {
    weights: parameterCount(cell) * (FLOATS_A_WEIGHT + optimizerValuesAWeight(cell.training)) * FLOAT_BYTES,
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
 * Rejects a network that does not fit in memory before anything of it is drawn. Otherwise the system would kill the
 * process half an hour later.
 *
 * @param options.memory `undefined` if it is unknown
 * @throws RoteError `out-of-memory`, retryable if less memory may suffice: with half batches, or with nothing else
 *   running
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
        `optimizer ${describeBytes(weights)}, and ${has}: use a smaller network` +
        (weights > totalBytes
          ? ' or a machine with more memory'
          : ', train fewer cells at once on this host, or use a machine with more memory'),
      { retryable: weights <= totalBytes },
    );
  const halved = leastMemory(trained, 2);
  const fitting = Math.floor((freeBytes - weights) / (activations(architecture) * FLOAT_BYTES));
  throw new RoteError(
    'out-of-memory',
    `batches of ${String(training.batchSize)} images need at least ${describeBytes(needed)} with the network, and ${has}: ` +
      `use batches of at most ${fitting.toLocaleString('en')} images, or a machine with more memory`,
    { retryable: halved.weights + halved.batch <= totalBytes },
  );
}
