import type { NvidiaGpu } from '@rote/devices';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlots, visibleGpus } from '../../src/pool/slot-plan.js';

const gpuMemoryMb = 6000;

test.each([
  ['a slot for each core', { cores: 4, gpus: [] }, Array(4).fill({ threads: 1 })],
  [
    'a slot for each GPU whose memory is unknown',
    { cores: 16, gpus: [{ device: '2' }, { device: 'MIG-3' }] },
    [
      { threads: 8, gpu: '2' },
      { threads: 8, gpu: 'MIG-3' },
    ],
  ],
  [
    'as many as configured, sharing GPUs in turn',
    { slots: 3, cores: 6, gpus: [{ device: '0' }, { device: '1', freeMb: 80_000 }] },
    [
      { threads: 2, gpu: '0' },
      { threads: 2, gpu: '1' },
      { threads: 2, gpu: '0' },
    ],
  ],
  [
    'as many as fit the memory of each GPU, the first of each GPU first',
    {
      cores: 20,
      gpus: [
        { device: '0', freeMb: 3 * gpuMemoryMb },
        { device: '1', freeMb: 2 * gpuMemoryMb - 1 },
        { device: '2', freeMb: 10 },
      ],
    },
    ['0', '1', '2', '0', '0'].map((gpu) => ({ threads: 4, gpu })),
  ],
  [
    'no more than four on a GPU, however large',
    { cores: 16, gpus: [{ device: '0', freeMb: 80_000 }] },
    Array(4).fill({ threads: 4, gpu: '0' }),
  ],
  [
    'no more than there are cores to feed them',
    { cores: 2, gpus: [{ device: '0', freeMb: 80_000 }] },
    Array(2).fill({ threads: 1, gpu: '0' }),
  ],
])('%s', (_, machine, slots) => {
  expect(planSlots({ ...machine, gpuMemoryMb })).toEqual(slots);
});

const size = fc.integer({ min: 1, max: 64 });
const gpu = fc.record({
  device: fc.nat(7).map(String),
  freeMb: fc.option(fc.nat(100_000), { nil: undefined }),
});
const machines = fc.record({
  slots: fc.option(size, { nil: undefined }),
  cores: size,
  gpus: fc.uniqueArray(gpu, { maxLength: 8, selector: ({ device }) => device }),
});

test('plans no more threads than cores, unless there are more slots than cores', () => {
  fc.assert(
    fc.property(machines, (machine) => {
      const plan = planSlots({ ...machine, gpuMemoryMb });
      const threads = plan.reduce((sum, slot) => sum + slot.threads, 0);
      if (machine.slots !== undefined) expect(plan).toHaveLength(machine.slots);
      expect(threads).toBeLessThanOrEqual(Math.max(machine.cores, plan.length));
    }),
  );
});

test('uses every GPU, and promises no second trainer memory that is not there', () => {
  fc.assert(
    fc.property(machines, ({ cores, gpus }) => {
      const plan = planSlots({ cores, gpus, gpuMemoryMb });
      for (const { device, freeMb = 0 } of gpus) {
        const slots = plan.filter((slot) => slot.gpu === device).length;
        expect(slots).toBeGreaterThan(0);
        if (slots > 1) expect(slots * gpuMemoryMb).toBeLessThanOrEqual(freeMb);
      }
    }),
  );
});

test.each([
  [undefined, ['0', '1', '2']],
  ['2, 0', ['2', '0']],
  ['-1', []],
  ['', []],
  ['1,-1,2', ['1']],
  ['0,0', ['0']],
  ['7', []],
  ['GPU-bb,MIG-cc/1/0', ['GPU-bb', 'MIG-cc/1/0']],
])('CUDA_VISIBLE_DEVICES=%s shows, of three GPUs, %j', (value, devices) => {
  const all = ['aa', 'bb', 'cc'].map((uuid, index): NvidiaGpu => ({
    index,
    name: 'A GPU',
    uuid: `GPU-${uuid}`,
    memory: { totalMb: 1000, freeMb: 100 * index },
  }));
  const visible = visibleGpus(all, value);
  expect(visible.map(({ device }) => device)).toEqual(devices);
  const freeMb: Readonly<Record<string, number>> = { '0': 0, '1': 100, '2': 200, 'GPU-bb': 100 };
  for (const one of visible) expect(one.freeMb).toBe(freeMb[one.device]);
});
