import { expect, test } from 'vitest';
import { parseNvidiaSmi } from '../src/nvidia-gpus.js';

test('reads the list of nvidia-smi', () => {
  expect(parseNvidiaSmi('0, NVIDIA H100 80GB HBM3\n1, NVIDIA L4\n')).toEqual([
    { index: 0, name: 'NVIDIA H100 80GB HBM3' },
    { index: 1, name: 'NVIDIA L4' },
  ]);
});

test('an empty list is no GPU', () => {
  expect(parseNvidiaSmi('')).toEqual([]);
});
