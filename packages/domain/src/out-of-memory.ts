import { hasBatchNorm } from './architectures/index.js';
import type { Cell } from './cell.js';

/**
 * How a batch is processed. 1: whole. 2: in about half the memory, as two half batches whose gradients are accumulated.
 * If batch normalization needs the whole batch, 2 means that only the outputs of the network's modules are kept, and
 * the rest is recomputed.
 */
export const MICRO_BATCHES = [1, 2] as const;
export type MicroBatches = (typeof MICRO_BATCHES)[number];

function describeBatches(cell: Cell, microBatches: MicroBatches): string {
  const { batchSize } = cell.training;
  if (microBatches === 1) return `batches of ${String(batchSize)}`;
  return hasBatchNorm(cell.architecture)
    ? `whole batches of ${String(batchSize)} and recomputed modules`
    : `half batches of ${String(Math.ceil(batchSize / 2))} and accumulated gradients`;
}

/** What was tried before the cell was given up, for example `out of memory with batches of 128, then with …`. */
export function describeOutOfMemory(cell: Cell, tried: readonly MicroBatches[]): string {
  const ways = tried.map((microBatches) => `with ${describeBatches(cell, microBatches)}`);
  return `out of memory ${ways.join(', then ')}`;
}

/**
 * How V8, C++, WebAssembly and Node report that the host is out of memory, and TensorFlow (whose status 8 is
 * RESOURCE_EXHAUSTED), CUDA, cuDNN, cuBLAS, Vulkan and WebGPU that a GPU is. Abseil gives the number of ENOMEM. oneDNN
 * gives no reason at all: it merely fails to create primitives that it supports.
 */
const OUT_OF_MEMORY = new RegExp(
  [
    'out[ _]of[ _](host[ _]|device[ _])?memory',
    'OutOfMemory',
    '\\bOOM\\b',
    'resource[ _]?exhausted',
    'Invalid TF_Status: 8\\b',
    'bad_alloc',
    'mmap error: 12\\b',
    'could not create a primitive',
    '_STATUS_ALLOC_FAILED',
    'Reached heap limit',
    '(buffer|memory) allocation failed',
    'Cannot (enlarge|allocate) memory',
    '(could not|failed to) allocate (a buffer|(\\S+ )?memory)',
    'Maximum memory size exceeded',
  ].join('|'),
  'i',
);

/** TensorFlow's allocator also reports allocations that it can do without. Those end nothing. */
const NO_FAILURE = /not a failure/i;

/** Whether a text, such as an engine's error or the last output of a dead process, says that memory ran out. */
export const saysOutOfMemory = (text: string): boolean =>
  text.split('\n').some((line) => OUT_OF_MEMORY.test(line) && !NO_FAILURE.test(line));
