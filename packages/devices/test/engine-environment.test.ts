import { expect, test } from 'vitest';
import { engineEnvironment } from '../src/engine-environment.js';

test('names the one GPU that a process may see, or leaves it to the parent', () => {
  for (const gpu of ['2', 'GPU-8932f937', 'MIG-8932f937/1/0'])
    expect(engineEnvironment({ threads: 1, gpu })).toMatchObject({
      CUDA_VISIBLE_DEVICES: gpu,
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    });
  expect(engineEnvironment({ threads: 1 })).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
});
