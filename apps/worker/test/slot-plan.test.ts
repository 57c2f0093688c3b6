import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlots, visibleGpus } from '../src/slot-plan.js';

test.each([
  ['a slot for each core', { cores: 4, gpus: [] }, Array(4).fill({ threads: 1 })],
  [
    'a slot for each GPU',
    { cores: 16, gpus: [2, 3] },
    [
      { threads: 8, gpu: 2 },
      { threads: 8, gpu: 3 },
    ],
  ],
  [
    'as many as asked for, sharing GPUs in turn',
    { slots: 3, cores: 6, gpus: [0, 1] },
    [
      { threads: 2, gpu: 0 },
      { threads: 2, gpu: 1 },
      { threads: 2, gpu: 0 },
    ],
  ],
])('%s', (_, machine, slots) => {
  expect(planSlots(machine)).toEqual(slots);
});

test('no plan has more threads than cores, unless there are more slots than cores', () => {
  const size = fc.integer({ min: 1, max: 64 });
  fc.assert(
    fc.property(size, size, fc.array(fc.nat(7), { maxLength: 8 }), (slots, cores, gpus) => {
      const plan = planSlots({ slots, cores, gpus });
      const threads = plan.reduce((sum, slot) => sum + slot.threads, 0);
      expect(plan).toHaveLength(slots);
      expect(threads).toBeLessThanOrEqual(Math.max(cores, slots));
    }),
  );
});

test('CUDA_VISIBLE_DEVICES limits the GPUs', () => {
  expect(visibleGpus([0, 1, 2], undefined)).toEqual([0, 1, 2]);
  expect(visibleGpus([0, 1, 2], '2, 0')).toEqual([0, 2]);
  expect(visibleGpus([0, 1, 2], '-1')).toEqual([]);
  expect(visibleGpus([0, 1, 2], '')).toEqual([]);
});
