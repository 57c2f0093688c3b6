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

export function createTrainerPool({ slots, first, start, onError }: TrainerPoolOptions): TrainerPool {
  const closing = new AbortController();
  const warm = (slot: Slot): Promise<TrainerProcess> => {
    const trainer = retry(() => start(slot, closing.signal), {
      signal: closing.signal,
      onRetry: onError,
      canHelp: () => true,
    });
    // Whoever takes the slot hears of it.
    trainer.catch(() => undefined);
    return trainer;
  };
  const places = slots.map((slot, index) => ({
    slot,
    trainer: index === 0 ? Promise.resolve(first) : warm(slot),
  }));
  const free = [...places];

  return {
    async use(work, patience) {
      const place = free.shift();
      if (place === undefined) throw new RoteError('internal', 'more cells than slots at the same time');
      try {
        let trainer = await waitForTrainer(place.trainer, patience);
        if (trainer.hasEnded) {
          place.trainer = warm(place.slot);
          trainer = await waitForTrainer(place.trainer, patience);
        }
        try {
          return await work(trainer);
        } finally {
          if (trainer.hasEnded && !closing.signal.aborted) place.trainer = warm(place.slot);
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
