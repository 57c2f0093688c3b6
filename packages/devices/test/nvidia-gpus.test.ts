import { expect, test } from 'vitest';
import { findNamedGpu, parseGpuProcesses, parseNvidiaSmi } from '../src/nvidia-gpus.js';

const LIST =
  '0, GPU-8932f937-d72c-4106-c12f-20bd9faed9f6, 81559, 81079, NVIDIA H100 80GB HBM3\n' +
  '1, GPU-89aa0000-1111-2222-3333-444455556666, 23034, 500, NVIDIA L4\n' +
  '2, GPU-00000000-1111-2222-3333-444455556666, [N/A], [N/A], NVIDIA GB10\n';

test('reads the list of nvidia-smi', () => {
  expect(parseNvidiaSmi(LIST)).toEqual([
    {
      index: 0,
      name: 'NVIDIA H100 80GB HBM3',
      uuid: 'GPU-8932f937-d72c-4106-c12f-20bd9faed9f6',
      memory: { totalMb: 81559, freeMb: 81079 },
    },
    {
      index: 1,
      name: 'NVIDIA L4',
      uuid: 'GPU-89aa0000-1111-2222-3333-444455556666',
      memory: { totalMb: 23034, freeMb: 500 },
    },
    { index: 2, name: 'NVIDIA GB10', uuid: 'GPU-00000000-1111-2222-3333-444455556666' },
  ]);
});

test('reads an empty list as no GPU', () => {
  expect(parseNvidiaSmi('')).toEqual([]);
});

test.each([
  ['1', 1],
  ['GPU-89aa0000-1111-2222-3333-444455556666', 1],
  ['GPU-893', 0],
  ['GPU-89', undefined],
  ['GPU-7', undefined],
  ['7', undefined],
  ['MIG-8932f937-d72c-4106-c12f-20bd9faed9f6', undefined],
])('%s is GPU %s', (device, index) => {
  expect(findNamedGpu(parseNvidiaSmi(LIST), device)?.index).toBe(index);
});

test('adds up what a process holds on all GPUs', () => {
  expect(parseGpuProcesses('4242, 1534\n77, 512\n4242, 100\n78, [N/A]\n')).toEqual(
    new Map([
      [4242, 1634],
      [77, 512],
    ]),
  );
  expect(parseGpuProcesses('')).toEqual(new Map());
});
