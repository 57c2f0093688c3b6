import type { EpochMetrics } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { AttemptRef, AttemptStore } from '@rote/store';
import type { TrainingEnd } from '../pool/cell-training.js';
import { createEpochWriter } from './epoch-writer.js';
import { persist } from './persist.js';

export interface AttemptRecorderOptions {
  readonly ref: AttemptRef;
  readonly attempts: AttemptStore;
  /** Called when Postgres says that the attempt no longer counts. */
  readonly onSuperseded: () => void;
  /** When this aborts, whatever is not written yet stays unwritten. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** How an attempt ended, for the log. */
interface Ending {
  readonly outcome: string;
  /** Set if another attempt may follow, after this long. */
  readonly retryMs?: number;
}

/**
 * Writes what an attempt produces to Postgres: its start, its epochs, its end, in this order. While Postgres is down, it
 * keeps them and retries. Every write carries the attempt's number, so a superseded attempt changes nothing.
 */
export interface AttemptRecorder {
  /** Aborts when a write has failed for good: nothing that the attempt has yet to produce could be stored. */
  readonly lost: AbortSignal;
  start(begin: { readonly step: number; readonly epoch: number }): void;
  epoch(metrics: EpochMetrics): void;
  /** Waits until the start and all epochs are written. Rejects if one of them could not be. */
  flush(): Promise<void>;
  end(end: TrainingEnd): Promise<Ending>;
  /** Drops the epochs that are not written yet. */
  discard(): void;
}

export function createAttemptRecorder(options: AttemptRecorderOptions): AttemptRecorder {
  const { ref, attempts, onSuperseded } = options;
  const lost = new AbortController();
  let startWritten: Promise<unknown> = Promise.resolve();

  const write = async <T>(what: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await persist(what, action, options);
    } catch (error) {
      lost.abort(new RoteError('internal', 'what the attempt produces cannot be written', { cause: error }));
      throw error;
    }
  };
  const epochs = createEpochWriter({
    write: async (metrics) => {
      await startWritten;
      const counts = await write('Writing epochs', () => attempts.recordEpochs(ref, metrics));
      if (!counts) onSuperseded();
      return counts;
    },
  });

  return {
    lost: lost.signal,
    start(begin) {
      startWritten = write('Writing the start', () => attempts.recordStart(ref, begin));
      // `flush` rejects with the same error.
      startWritten.catch(() => undefined);
    },
    epoch: (metrics) => {
      epochs.add(metrics);
    },
    async flush() {
      await startWritten;
      await epochs.flush();
    },
    end: (end) => persist('Writing the end of the attempt', () => recordEnd(ref, end, attempts), options),
    discard: () => {
      epochs.discard();
    },
  };
}

async function recordEnd(ref: AttemptRef, end: TrainingEnd, attempts: AttemptStore): Promise<Ending> {
  switch (end.type) {
    case 'finished':
      return {
        outcome: (await attempts.finish(ref, end.result, end.weights)) ? end.result.outcome : 'superseded',
      };
    case 'failed': {
      const verdict = await attempts.fail(ref, end);
      const outcome = `${end.class}, ${verdict.state}`;
      return verdict.state === 'retrying' ? { outcome, retryMs: verdict.delayMs } : { outcome };
    }
    case 'stopped':
      return { outcome: (await attempts.release(ref)) ? 'released' : 'superseded' };
    default:
      throw new TypeError(`no such end: ${JSON.stringify(end satisfies never)}`);
  }
}
