import { hasBatchNorm } from './architectures/index.js';
import type { Cell } from './cell.js';

/**
 * How a batch is processed. 1: whole. 2: in about half the memory, as two half batches whose gradients are accumulated;
 * where batch normalization needs the whole batch, only the outputs of the network's modules are kept, and the rest is
 * computed again.
 */
export const MICRO_BATCHES = [1, 2] as const;
export type MicroBatches = (typeof MICRO_BATCHES)[number];

function describeBatches(cell: Cell, microBatches: MicroBatches): string {
  const { batchSize } = cell.training;
  if (microBatches === 1) return `batches of ${String(batchSize)}`;
  return hasBatchNorm(cell.architecture)
    ? `whole batches of ${String(batchSize)} and modules computed again`
    : `half batches of ${String(Math.ceil(batchSize / 2))} and accumulated gradients`;
}

/** What was tried before a cell was given up, for example `out of memory with batches of 128, then with …`. */
export function describeOutOfMemory(cell: Cell, tried: readonly MicroBatches[]): string {
  const ways = tried.map((microBatches) => `with ${describeBatches(cell, microBatches)}`);
  return `out of memory ${ways.join(', then ')}`;
}

/**
 * The words of V8, C++, WebAssembly and Node for a host's memory, of TensorFlow (whose status 8 is RESOURCE_EXHAUSTED),
 * CUDA, cuDNN, cuBLAS, Vulkan and WebGPU for a GPU's. Abseil gives the number of ENOMEM, and oneDNN no reason at all: it
 * is asked for primitives that it has.
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

/** TensorFlow's allocator complains of an allocation that it can do without: that ends nothing. */
const NO_FAILURE = /not a failure/i;

/** Whether a text, such as an engine's error or what a process wrote before it died, says that memory ran out. */
export const saysOutOfMemory = (text: string): boolean =>
  text.split('\n').some((line) => OUT_OF_MEMORY.test(line) && !NO_FAILURE.test(line));
