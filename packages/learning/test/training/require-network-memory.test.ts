import type { Cell } from '@rote/domain';
import { resolveCell } from '@rote/domain';
import { describe, expect, test } from 'vitest';
import type { Memory } from '../../src/training/require-network-memory.js';
import { leastMemory, requireNetworkMemory } from '../../src/training/require-network-memory.js';

const cellOf = (architecture: string, training: object = {}): Cell =>
  resolveCell({
    dataset: { name: 'cifar10', train: 5000, test: 100 },
    corruption: 'none',
    regularizer: 'none',
    architecture,
    seed: 1,
    training,
  });
const GB = 1e9;
const machine = (freeBytes: number, totalBytes = freeBytes): Memory => ({ freeBytes, totalBytes });
const require_ = (cell: Cell, memory: Memory | undefined, microBatches: 1 | 2 = 1) => {
  requireNetworkMemory(cell, { memory, microBatches });
};

describe('a network that does not fit', () => {
  test('is rejected for its weights with what they need, and is not retried with half batches', () => {
    const cell = cellOf('mlp-999x99999');
    expect(() => {
      require_(cell, machine(16 * GB));
    }).toThrow(
      expect.objectContaining({
        code: 'out-of-memory',
        retryable: false,
        message: expect.stringMatching(
          /^9,980,\d{3},\d{3},\d{3} weights need 40 TB, with their gradients and the optimizer 120 TB, and 16 GB of 16 GB are free: use a smaller network or a machine with more memory$/,
        ) as unknown,
      }) as Error,
    );
  });

  test('is retried if it may fit once other cells have ended', () => {
    expect(() => {
      require_(cellOf('mlp-2x20000'), machine(2 * GB, 64 * GB));
    }).toThrow(expect.objectContaining({ code: 'out-of-memory', retryable: true }) as Error);
  });

  test('is told for its batches how many images fit, and retried with half batches if these may fit', () => {
    const cell = cellOf('mlp-999x999', { batchSize: 5000 });
    const { weights, batch } = leastMemory(cell as Parameters<typeof leastMemory>[0], 1);
    const memory = machine(weights + batch / 2 + 1000);
    expect(() => {
      require_(cell, memory);
    }).toThrow(
      expect.objectContaining({
        retryable: true,
        message: expect.stringContaining('use batches of at most 2,500 images') as unknown,
      }) as Error,
    );
    expect(() => {
      require_(cell, memory, 2);
    }).not.toThrow();
    expect(() => {
      require_(cell, machine(weights + batch / 4));
    }).toThrow(expect.objectContaining({ retryable: false }) as Error);
  });
});

test.each(['mlp-3x512', 'inception-small', 'alexnet-small', 'linear', 'inception-small-no-bn', 'resnet-18'])(
  '%s is never rejected with memory in which it is known to train',
  (architecture) => {
    expect(() => {
      require_(cellOf(architecture), machine(3 * GB));
    }).not.toThrow();
  },
);

test('nothing is rejected if the memory is unknown or the architecture is solved', () => {
  require_(cellOf('mlp-999x99999'), undefined);
  require_(cellOf('memorizer'), machine(1));
});
