import { expect, test } from 'vitest';
import { describeAdapter } from '../src/webgpu/adapter.js';

const none = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };

test.each([
  [
    {
      vendor: 'nvidia',
      architecture: 'ampere',
      device: 'nvidia-geforce-rtx-3080',
      description: 'NVIDIA: 535',
    },
    { name: 'nvidia-geforce-rtx-3080', driver: 'NVIDIA: 535', isSoftware: false },
  ],
  [
    { vendor: 'apple', architecture: 'common-3' },
    { name: 'apple common-3', driver: '', isSoftware: false },
  ],
  [{}, { name: 'unnamed GPU', driver: '', isSoftware: false }],
  [
    { vendor: 'mesa', device: 'llvmpipe-llvm-15-0-6-256-bits' },
    { name: 'llvmpipe-llvm-15-0-6-256-bits', driver: '', isSoftware: true },
  ],
  [
    { vendor: 'google', device: 'a device', isFallbackAdapter: true },
    { name: 'a device', driver: '', isSoftware: true },
  ],
])('%j', (info, description) => {
  expect(describeAdapter({ ...none, ...info })).toEqual(description);
});
