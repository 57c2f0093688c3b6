/** Jobs to keep waiting per slot: enough that no slot is idle between two turns of the feeder, if cells take a while. */
const JOBS_PER_SLOT = 4;
/** Jobs to keep waiting per slot at most, however short cells are. */
const MOST_JOBS_PER_SLOT = 128;
const MIN_DEPTH = 8;

/** Returns how many cells should be queued if few are taken between two turns. */
export const usualDepth = (liveSlots: number): number => Math.max(MIN_DEPTH, JOBS_PER_SLOT * liveSlots);

/** How deep the feeder keeps its queues. It learns from turn to turn how many cells leave them in between. */
export interface QueueDepths {
  /** Returns how many cells should be queued, where `queued` are now. */
  aim(queue: string, queued: number, liveSlots: number): number;
  /** To be told how many are queued at the end of a turn. */
  note(queue: string, queued: number): void;
  /** To be called when the queues were emptied, or others may have filled them: no worker took those cells. */
  forget(): void;
}

export function createQueueDepths(): QueueDepths {
  const left = new Map<string, number>();
  return {
    aim(queue, queued, liveSlots) {
      const taken = (left.get(queue) ?? queued) - queued;
      // Twice as many, because a queue that ran empty does not show how many more would have been taken.
      return Math.max(usualDepth(liveSlots), Math.min(2 * taken, MOST_JOBS_PER_SLOT * liveSlots));
    },
    note(queue, queued) {
      left.set(queue, queued);
    },
    forget() {
      left.clear();
    },
  };
}
