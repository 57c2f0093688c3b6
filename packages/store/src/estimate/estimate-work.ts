import type { DeviceRequirement } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { countSlots, readLiveSlots, slotsFor } from './live-slots.js';
import { type Interval, intervalOfWhole } from './interval.js';
import { createPace } from './pace.js';
import { scheduleSeconds } from './schedule.js';
import { learnSpread } from './spread.js';
import { readRecordsOfModels } from './work-records.js';
import type { CountedWork } from './work-tally.js';

/** How long cells that have not started should take. */
export interface WorkEstimate {
  /** The time if all live slots that may train them are free; with one slot if there is none. */
  readonly seconds: number;
  /** The time if no cell stops before its last epoch. */
  readonly secondsAtMost: number;
  /** Where that time is in 80 of 100 cases, learned from how far such estimates were off. */
  readonly secondsInterval: Interval;
  /** The time on one slot. */
  readonly slotSeconds: number;
  /** Where that time is in 80 of 100 cases. */
  readonly slotSecondsInterval: Interval;
  /** The number of sweeps that these intervals were learned from. */
  readonly recordedSweeps: number;
  /** The most GPU memory that a trainer of such a cell was seen to hold, in MiB; `null` if that was not measured. */
  readonly gpuMemoryMb: number | null;
  /** Live slots that may train them. */
  readonly slots: number;
  /** The number of finished cells on which it is based. */
  readonly recordedCells: number;
  /** The number of cells it does not cover, because no record exists of their architecture on their data set. */
  readonly cellsWithout: number;
}

/** Returns `null` if nothing is recorded for any of the cells. */
export async function estimateWork(
  client: Queryable,
  works: readonly CountedWork[],
  { device, leaseMs }: { readonly device: DeviceRequirement; readonly leaseMs: number },
): Promise<WorkEstimate | null> {
  if (works.length === 0) return null;
  const live = slotsFor(device, await readLiveSlots(client, leaseMs));
  const records = await readRecordsOfModels(client, works, live);
  const pace = createPace(records);
  const known = works.flatMap((work) => {
    const cost = pace.costOf(work);
    return cost === undefined ? [] : [{ cells: work.cells, ...cost }];
  });
  if (known.length === 0) return null;
  const slots = countSlots(live);
  const atMost = known.map(({ cells, secondsAtMost }) => ({ cells, seconds: secondsAtMost }));
  const countCells = (batches: readonly { readonly cells: number }[]): number =>
    batches.reduce((sum, { cells }) => sum + cells, 0);
  const seconds = scheduleSeconds(known, slots);
  const slotSeconds = known.reduce((sum, { cells, seconds: each }) => sum + cells * each, 0);
  const spread = learnSpread(records);
  const cells = countCells(known);
  const memory = records.flatMap(({ gpuMemoryMb }) => gpuMemoryMb ?? []);
  return {
    seconds,
    secondsAtMost: scheduleSeconds(atMost, slots),
    secondsInterval: intervalOfWhole(seconds, cells / Math.max(1, slots), spread),
    slotSeconds,
    slotSecondsInterval: intervalOfWhole(slotSeconds, cells, spread),
    recordedSweeps: spread.sweeps,
    gpuMemoryMb: memory.length === 0 ? null : Math.max(...memory),
    slots,
    recordedCells: records.length,
    cellsWithout: countCells(works) - cells,
  };
}
