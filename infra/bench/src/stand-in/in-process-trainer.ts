import { setTimeout as delay } from 'node:timers/promises';
import { epochOf, resultOf } from '@rote/testkit/values';
import type { StartTrainerInSlot } from '@rote/worker/trainer-starter';

type Trainer = Awaited<ReturnType<StartTrainerInSlot>>;

export interface InProcessTrainerOptions {
  /** How long a cell takes. */
  readonly sleepMs: number;
  /** Called with how long the slot was without a cell, in milliseconds, between two of them. */
  readonly onTurnaround: (ms: number) => void;
}

const final = epochOf(1);
const result = resultOf({ epochs: 1, steps: final.step, final, bestTestEpoch: 1 });
const engine = { name: 'wasm', version: 'stand-in', device: 'cpu', deviceName: 'none' } as const;

/** Starts stand-ins for trainers that need no process: each cell sleeps, and its result is made up. */
export const startInProcessTrainer =
  ({ sleepMs, onTurnaround }: InProcessTrainerOptions): StartTrainerInSlot =>
  () => {
    let endedAt: number | undefined;
    const train: Trainer['train'] = async (_cell, { signal, leave, onBegin, onEpoch }) => {
      if (endedAt !== undefined) onTurnaround(performance.now() - endedAt);
      onBegin({ step: 0, epoch: 0 });
      try {
        await delay(sleepMs, undefined, { signal: AbortSignal.any([signal, leave]) });
        onEpoch(final);
        return { type: 'finished', result, weights: null };
      } catch {
        return { type: 'stopped' };
      } finally {
        endedAt = performance.now();
      }
    };
    return Promise.resolve({
      pid: undefined,
      engine,
      hasEnded: false,
      train,
      stop: () => Promise.resolve(),
    });
  };
