import { retry } from '../retry.js';
import type { Slot } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import type { WaitOptions } from './waiting-list.js';
import { createWaitingList } from './waiting-list.js';

export interface TrainerPoolOptions {
  readonly slots: readonly Slot[];
  /** The first slot's trainer, already started. */
  readonly first: TrainerProcess;
  readonly start: (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;
  /** Called with each failed start. Another one follows. */
  readonly onError: (error: unknown) => void;
}

/** One trainer per slot, kept warm from cell to cell and replaced when it ends. */
export interface TrainerPool {
  /** Slots whose trainer has started, busy or not. */
  readonly ready: number;
  /** Calls the listener now, and whenever the number of ready slots changes. */
  onReady(listener: (slots: number) => void): void;
  /**
   * Runs some work with a free trainer. If none is free, waits for the first that starts or finishes its work.
   *
   * @throws RoteError `engine-unavailable`, retryable, if that takes too long
   */
  use<T>(work: (trainer: TrainerProcess) => Promise<T>, wait: WaitOptions): Promise<T>;
  /** Ends all trainers and waits until they are gone. */
  close(): Promise<void>;
}

interface Place {
  readonly slot: Slot;
  /** The trainer once it has started. */
  trainer: Promise<TrainerProcess>;
}

/** A place whose trainer has started. */
interface ReadyPlace {
  readonly place: Place;
  readonly trainer: TrainerProcess;
}

/**
 * Each slot is a place, and each place is in one of three states:
 *
 * - _starting_: its trainer is being started, and restarted after every failure, with growing pauses, for as long as it
 *   takes, because a GPU may be full for hours. When the trainer has its engine, the place becomes free.
 * - _free_: its trainer waits for work, in `free`, in the order in which places became free. When its turn comes, a free
 *   place becomes busy, unless its trainer has ended in the meantime: then it returns to starting, and the next is taken.
 * - _busy_: one caller of `use` works with its trainer. When the work is done, successfully or not, the place becomes free
 *   if the trainer is still alive, and returns to starting otherwise.
 *
 * Callers that find no free place join the waiting list, and a place that becomes free goes to the first of them instead;
 * no caller waits for a particular place. Free and busy places are _ready_: the queue gives this worker as many jobs as
 * there are ready places, and, while cells are short, as many again, which wait for the next free place. The first place begins free, with
 * the trainer in which the worker found its engine; the others begin by starting. When the pool is closed, it aborts
 * starts, rejects callers that wait, and ends every trainer.
 */
export function createTrainerPool({ slots, first, start, onError }: TrainerPoolOptions): TrainerPool {
  const closing = new AbortController();
  const free: ReadyPlace[] = [];
  const waitingList = createWaitingList<ReadyPlace>();
  let ready = 1;
  let tellReady: (slots: number) => void = () => undefined;
  const setReady = (count: number): void => {
    ready = count;
    tellReady(count);
  };

  const becomeFree = (place: ReadyPlace): void => {
    if (!waitingList.offer(place)) free.push(place);
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
        becomeFree({ place, trainer });
      },
      // The pool is closing.
      () => undefined,
    );
  };
  const restart = (place: Place): void => {
    if (closing.signal.aborted) return;
    setReady(ready - 1);
    startIn(place);
  };
  const take = async (wait: WaitOptions): Promise<ReadyPlace> => {
    while (!wait.signal.aborted) {
      const next = free.shift();
      if (next === undefined) break;
      if (!next.trainer.hasEnded) return next;
      restart(next.place);
    }
    return await waitingList.wait(wait);
  };
  const giveBack = (taken: ReadyPlace): void => {
    if (taken.trainer.hasEnded) restart(taken.place);
    else becomeFree(taken);
  };

  const places = slots.map((slot): Place => ({ slot, trainer: Promise.resolve(first) }));
  const [firstPlace, ...others] = places;
  if (firstPlace !== undefined) free.push({ place: firstPlace, trainer: first });
  for (const place of others) startIn(place);

  return {
    get ready() {
      return ready;
    },
    onReady(listener) {
      tellReady = listener;
      listener(ready);
    },
    async use(work, { signal, timeoutMs }) {
      const taken = await take({ signal: AbortSignal.any([signal, closing.signal]), timeoutMs });
      try {
        return await work(taken.trainer);
      } finally {
        giveBack(taken);
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
