import type { DeviceRequirement } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { countSlots, readLiveSlots, slotsFor } from './live-slots.js';
import { createPace } from './pace.js';
import { scheduleSeconds } from './schedule.js';
import { readRecordsOfModels } from './work-records.js';
import type { CountedWork } from './work-tally.js';

/** How long cells that have not started should take. */
export interface WorkEstimate {
  /** The time if all live slots that may train them are free; with one slot if there is none. */
  readonly seconds: number;
  /** The time if no cell stops before its last epoch. */
  readonly secondsAtMost: number;
  /** The time on one slot. */
  readonly slotSeconds: number;
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
  return {
    seconds: scheduleSeconds(known, slots),
    secondsAtMost: scheduleSeconds(atMost, slots),
    slotSeconds: known.reduce((sum, { cells, seconds }) => sum + cells * seconds, 0),
    slots,
    recordedCells: records.length,
    cellsWithout: countCells(works) - countCells(known),
  };
}
