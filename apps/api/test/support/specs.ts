import type { DeviceRequirement, SweepSpec } from '@rote/domain';

/** Returns a spec of `cells` cells that differ in their seed. Equal first seeds give equal cells. */
export const specOf = (
  cells: number,
  {
    name = 'test',
    firstSeed = 1,
    priority = 0,
    device = 'any',
  }: { name?: string; firstSeed?: number; priority?: number; device?: DeviceRequirement } = {},
): SweepSpec => ({
  name,
  dataset: { name: 'synthetic', train: 64, test: 16 },
  grid: { architecture: ['mlp-1x512'], seed: Array.from({ length: cells }, (_, index) => firstSeed + index) },
  training: { epochs: 2 },
  priority,
  device,
});
