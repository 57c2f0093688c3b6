import { RoteError } from '@rote/domain';
import { retry } from './retry.js';
import type { Slot } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import type { WaitForTrainerOptions } from './wait-for-trainer.js';
import { waitForTrainer } from './wait-for-trainer.js';

export interface TrainerPoolOptions {
  readonly slots: readonly Slot[];
  /** The first slot's trainer, started already. */
  readonly first: TrainerProcess;
  readonly start: (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;
  /** Called with each failed start; there will be another. */
  readonly onError: (error: unknown) => void;
}

/** One trainer for each slot, kept warm from cell to cell, and started anew when it ends. */
export interface TrainerPool {
  /**
   * Has a free trainer do something; waits where it is being started anew.
   *
   * @throws RoteError `engine-unavailable`, retryable, where that takes longer than it may
   */
  use<T>(work: (trainer: TrainerProcess) => Promise<T>, patience: WaitForTrainerOptions): Promise<T>;
  /** Ends all trainers and waits until they are gone. */
  close(): Promise<void>;
}

interface Place {
  readonly slot: Slot;
  trainer: Promise<TrainerProcess>;
  /** Whether the trainer has started. */
  isReady: boolean;
}

export function createTrainerPool({ slots, first, start, onError }: TrainerPoolOptions): TrainerPool {
  const closing = new AbortController();
  const warm = (place: Place): void => {
    place.isReady = false;
    place.trainer = retry(() => start(place.slot, closing.signal), {
      signal: closing.signal,
      onRetry: onError,
      canHelp: () => true,
    });
    place.trainer.then(
      () => {
        place.isReady = true;
      },
      // Whoever takes the slot hears of it.
      () => undefined,
    );
  };
  const places = slots.map((slot, index): Place => {
    const place = { slot, trainer: Promise.resolve(first), isReady: true };
    if (index > 0) warm(place);
    return place;
  });
  const free = [...places];
  /** One whose trainer has started, if there is any. */
  const takePlace = (): Place | undefined => {
    const ready = free.findIndex(({ isReady }) => isReady);
    return free.splice(Math.max(ready, 0), 1)[0];
  };

  return {
    async use(work, patience) {
      const place = takePlace();
      if (place === undefined) throw new RoteError('internal', 'more cells than slots at the same time');
      try {
        let trainer = await waitForTrainer(place.trainer, patience);
        if (trainer.hasEnded) {
          warm(place);
          trainer = await waitForTrainer(place.trainer, patience);
        }
        try {
          return await work(trainer);
        } finally {
          if (trainer.hasEnded && !closing.signal.aborted) warm(place);
        }
      } finally {
        free.push(place);
      }
    },
    async close() {
      closing.abort();
      await Promise.all(
        places.map(async ({ trainer }) => {
          await trainer.then(
            (started) => started.stop(),
            () => undefined,
          );
        }),
      );
    },
  };
}
