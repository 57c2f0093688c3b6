import { describe, expect, it } from 'vitest';
import { expandSweep } from '../src/expansion/index.js';
import { RETRY_POLICY } from '../src/failure.js';
import { describeOutOfMemory, saysOutOfMemory } from '../src/out-of-memory.js';

describe('saysOutOfMemory', () => {
  it.each([
    ['V8', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    ['V8, of the process', 'Fatal process out of memory: Zone'],
    ['Node', 'RangeError: Array buffer allocation failed'],
    ['Linux', 'spawn ENOMEM: Cannot allocate memory'],
    ['C++', "terminate called after throwing an instance of 'std::bad_alloc'"],
    ['Abseil', '[low_level_alloc.cc : 599] RAW: mmap error: 12'],
    ['oneDNN', "throwing an instance of 'dnnl::error'\n  what():  could not create a primitive"],
    [
      'TensorFlow',
      'OOM when allocating tensor with shape[128,96,28,28] and type float on GPU:0 by allocator GPU_0_bfc',
    ],
    ['TensorFlow, by its status', 'Invalid TF_Status: 8\nMessage: could not do it'],
    ['TensorFlow, by the name of its error', 'ResourceExhaustedError: {{node conv}}'],
    [
      'CUDA',
      'failed to allocate 2.00G (2147483648 bytes) from device: CUDA_ERROR_OUT_OF_MEMORY: out of memory',
    ],
    ['CUDA, in short', 'CUDA_ERROR_OUT_OF_MEMORY'],
    ['cuDNN', 'CUDNN_STATUS_ALLOC_FAILED in tensorflow/stream_executor/cuda/cuda_dnn.cc'],
    ['cuBLAS', 'failed to create cublas handle: CUBLAS_STATUS_ALLOC_FAILED'],
    ['wasm', 'Aborted(OOM)'],
    ['wasm, of its heap', 'RuntimeError: Cannot enlarge memory arrays to size 4294967296 bytes (OOM)'],
    ['wasm, of the host', 'RangeError: WebAssembly.Memory(): could not allocate memory'],
    ['wasm, of its limit', 'RangeError: WebAssembly.Memory.grow(): Maximum memory size exceeded'],
    ['WebGPU', 'GPUOutOfMemoryError: Failed to allocate buffer'],
    ['Vulkan', 'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY'],
  ])('recognizes the words of %s', (_, text) => {
    expect(saysOutOfMemory(`a line before\n${text}\na line after`)).toBe(true);
  });

  it.each([
    [''],
    ['Invalid TF_Status: 3\nMessage: the shapes do not match: [128,28,28,96] and [80]'],
    ['memory access out of bounds'],
    ['Segmentation fault (core dumped)'],
    ['there is room for 8 slots'],
    [
      'Allocator (GPU_0_bfc) ran out of memory trying to allocate 2.00GiB with freed_by_count=0. The caller indicates that this is not a failure, but this may mean that there could be performance gains if more memory were available.',
    ],
  ])('does not mistake %j for it', (text) => {
    expect(saysOutOfMemory(text)).toBe(false);
  });
});

const folder = { name: 'image-folder', folder: 'f', classes: 2, images: { train: 9, test: 9 } } as const;

it.each([
  ['inception-small-no-bn', 'cifar10', 'half batches of 64 and accumulated gradients'],
  ['alexnet-small', 'cifar10', 'half batches of 64 and accumulated gradients'],
  ['inception-small', 'cifar10', 'whole batches of 128 and recomputed modules'],
  ['resnet-18-k4', 'mnist', 'whole batches of 128 and recomputed modules'],
  ['inception-v3', folder, 'whole batches of 128 and recomputed modules'],
] as const)(
  'the error of a cell of %s that ran out of memory says what was tried',
  (architecture, dataset, saving) => {
    const [expanded] = expandSweep({ name: 'sweep', dataset, grid: { architecture: [architecture] } });
    if (expanded === undefined) throw new Error('no cell');
    expect(describeOutOfMemory(expanded.cell, [1, 2])).toBe(
      `out of memory with batches of 128, then with ${saving}`,
    );
  },
);

it('a cell that ran out of memory is retried once', () => {
  expect(RETRY_POLICY['out-of-memory'].attempts).toBe(2);
});
