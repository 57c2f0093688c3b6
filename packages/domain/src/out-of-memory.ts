/** In how many parts an optimiser step's batch is processed, its gradients accumulated: 2 takes about half the memory. */
export const MICRO_BATCHES = [1, 2] as const;
export type MicroBatches = (typeof MICRO_BATCHES)[number];

/** How the next attempt at a cell processes its batches: in halves once an attempt has run out of memory. */
export const microBatchesAfter = (outOfMemoryFailures: number): MicroBatches =>
  outOfMemoryFailures === 0 ? 1 : 2;

function describeBatches(batchSize: number, microBatches: MicroBatches): string {
  return microBatches === 1
    ? `batches of ${String(batchSize)}`
    : `half batches of ${String(Math.ceil(batchSize / 2))} and accumulated gradients`;
}

/** What was tried before a cell was given up, for example `out of memory with batches of 128, then with …`. */
export function describeOutOfMemory(batchSize: number, tried: readonly MicroBatches[]): string {
  const ways = tried.map((microBatches) => `with ${describeBatches(batchSize, microBatches)}`);
  return `out of memory ${ways.join(', then ')}`;
}

/**
 * The words of V8, C++, WebAssembly and Node for a host's memory, of TensorFlow (whose status 8 is RESOURCE_EXHAUSTED),
 * CUDA, cuDNN, cuBLAS, Vulkan and WebGPU for a GPU's.
 */
const OUT_OF_MEMORY = new RegExp(
  [
    'out[ _]of[ _](host[ _]|device[ _])?memory',
    'OutOfMemory',
    '\\bOOM\\b',
    'resource[ _]?exhausted',
    'Invalid TF_Status: 8\\b',
    'bad_alloc',
    '_STATUS_ALLOC_FAILED',
    'Reached heap limit',
    '(buffer|memory) allocation failed',
    'Cannot (enlarge|allocate) memory',
    '(could not|failed to) allocate (\\S+ )?memory',
    'Maximum memory size exceeded',
  ].join('|'),
  'i',
);

/** TensorFlow's allocator complains of an allocation that it can do without: that ends nothing. */
const NO_FAILURE = /not a failure/i;

/** Whether a text, such as an engine's error or what a process wrote before it died, says that memory ran out. */
export const saysOutOfMemory = (text: string): boolean =>
  text.split('\n').some((line) => OUT_OF_MEMORY.test(line) && !NO_FAILURE.test(line));
