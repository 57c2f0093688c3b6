import { RoteError } from '@rote/domain';
import { retry } from '../retry.js';
import type { Slot } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import type { Patience } from './waiting-list.js';
import { createWaitingList } from './waiting-list.js';

export interface TrainerPoolOptions {
  readonly slots: readonly Slot[];
  /** The first slot's trainer, started already. */
  readonly first: TrainerProcess;
  readonly start: (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;
  /** Called with each failed start; there will be another. */
  readonly onError: (error: unknown) => void;
  /** Called when more or fewer slots than before have a trainer that has started, at work or not. */
  readonly onReady?: (slots: number) => void;
}

/** One trainer for each slot, kept warm from cell to cell, and started anew when it ends. */
export interface TrainerPool {
  /** Slots with a trainer that has started, at work or not. */
  readonly ready: number;
  /**
   * Has a free trainer do something; where none has started, waits for the first that does or is done with its work.
   *
   * @throws RoteError `engine-unavailable`, retryable, where that takes longer than it may
   */
  use<T>(work: (trainer: TrainerProcess) => Promise<T>, patience: Patience): Promise<T>;
  /** Ends all trainers and waits until they are gone. */
  close(): Promise<void>;
}

interface Place {
  readonly slot: Slot;
  /** The trainer once it has started. */
  trainer: Promise<TrainerProcess>;
}

/** A place whose trainer has started. */
interface Ready {
  readonly place: Place;
  readonly trainer: TrainerProcess;
}

/**
 * A place is starting until its trainer has started, then free or in use by turns. Who is done with it gives it to the
 * first who waits for one. A trainer that has ended, in use or found so when its place is taken, puts the place back to
 * starting, which lasts as long as it takes: a GPU may be full for hours. Nobody waits for a certain place.
 */
export function createTrainerPool(options: TrainerPoolOptions): TrainerPool {
  const { slots, first, start, onError, onReady } = options;
  const closing = new AbortController();
  const free: Ready[] = [];
  const waitingList = createWaitingList<Ready>();
  let users = 0;
  let ready = 1;
  const setReady = (count: number): void => {
    ready = count;
    onReady?.(count);
  };

  const giveBack = (done: Ready): void => {
    if (!waitingList.offer(done)) free.push(done);
  };
  const startIn = (place: Place): void => {
    place.trainer = retry(() => start(place.slot, closing.signal), {
      signal: closing.signal,
      onRetry: onError,
      canHelp: () => true,
    });
    place.trainer.then(
      (trainer) => {
        setReady(ready + 1);
        giveBack({ place, trainer });
      },
      // The pool closes.
      () => undefined,
    );
  };
  const restart = (place: Place): void => {
    if (closing.signal.aborted) return;
    setReady(ready - 1);
    startIn(place);
  };
  const take = async (patience: Patience): Promise<Ready> => {
    while (!patience.signal.aborted) {
      const next = free.shift();
      if (next === undefined) break;
      if (!next.trainer.hasEnded) return next;
      restart(next.place);
    }
    return await waitingList.wait(patience);
  };

  const places = slots.map((slot): Place => ({ slot, trainer: Promise.resolve(first) }));
  const [firstPlace, ...others] = places;
  if (firstPlace !== undefined) free.push({ place: firstPlace, trainer: first });
  for (const place of others) startIn(place);

  return {
    get ready() {
      return ready;
    },
    async use(work, patience) {
      if (users === places.length) throw new RoteError('internal', 'more cells than slots at the same time');
      users++;
      try {
        const taken = await take({
          ...patience,
          signal: AbortSignal.any([patience.signal, closing.signal]),
        });
        try {
          return await work(taken.trainer);
        } finally {
          if (taken.trainer.hasEnded) restart(taken.place);
          else giveBack(taken);
        }
      } finally {
        users--;
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
