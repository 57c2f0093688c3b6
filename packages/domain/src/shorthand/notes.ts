import type { Fault } from '../errors.js';
import { MAX_FAULTS } from '../errors.js';

/** What is found while a spec is written out, and how much more may be written. */
export interface Notes {
  /** The first faults. */
  readonly faults: Fault[];
  /** Number of faults not listed. */
  more: number;
  /** How many more values the ranges, zips and conditions of the spec may stand for. */
  left: number;
}

/** About 200 ms of work, and more than a grid has. A short text could stand for any number of values. */
const MAX_VALUES = 200_000;

export const createNotes = (): Notes => ({ faults: [], more: 0, left: MAX_VALUES });

export function note(notes: Notes, ...faults: readonly Fault[]): void {
  const room = MAX_FAULTS - notes.faults.length;
  notes.faults.push(...faults.slice(0, room));
  notes.more += Math.max(0, faults.length - room);
}

/** Takes so many values from what is left; notes a fault and returns false if there are not as many. */
export function spend(notes: Notes, count: number, pointer: string): boolean {
  if (count <= notes.left) {
    notes.left -= count;
    return true;
  }
  note(notes, {
    pointer,
    expected: `shorthand for at most ${String(MAX_VALUES)} values in all: split the sweep`,
    found: `${String(count)} more`,
  });
  return false;
}
