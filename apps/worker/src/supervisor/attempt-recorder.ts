import type { EpochMetrics, KeptImages } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { AttemptRef, AttemptStore } from '@rote/store';
import type { TrainingEnd } from '../pool/cell-training.js';
import { persist } from './persist.js';
import { type AttemptReport, createReportWriter } from './report-writer.js';

export interface AttemptRecorderOptions {
  readonly ref: AttemptRef;
  readonly attempts: AttemptStore;
  /** Keeps images that the cell is trained on. Never rejects. */
  readonly keepImages: (images: KeptImages) => Promise<void>;
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
 * Writes what an attempt produces to Postgres, in as few trips as possible: its start, its epochs, its end, in this order, and
 * images before its end.
 * While Postgres is down, it keeps them and retries. Every write but that of images carries the attempt's number, so a
 * superseded attempt changes nothing.
 */
export interface AttemptRecorder {
  /** Aborts when a write has failed for good: nothing that the attempt has yet to produce could be stored. */
  readonly lost: AbortSignal;
  start(begin: { readonly step: number; readonly epoch: number }): void;
  images(images: KeptImages): void;
  epoch(metrics: EpochMetrics): void;
  /** Writes what is left, and the end. Rejects if the start or an epoch could not be written. */
  end(end: TrainingEnd): Promise<Ending>;
  /** Drops the epochs that are not written yet. */
  discard(): void;
}

export function createAttemptRecorder(options: AttemptRecorderOptions): AttemptRecorder {
  const { ref, attempts, keepImages, onSuperseded } = options;
  const lost = new AbortController();
  let imagesWritten: Promise<unknown> = Promise.resolve();

  const write = async <T>(what: string, action: () => Promise<T>): Promise<T> => {
    try {
      return await persist(what, action, options);
    } catch (error) {
      lost.abort(new RoteError('internal', 'what the attempt produces cannot be written', { cause: error }));
      throw error;
    }
  };
  const reports = createReportWriter({
    write: async (report) => {
      const counts = await write('Writing what an attempt has produced', () =>
        recordReport(ref, report, attempts),
      );
      if (!counts) onSuperseded();
      return counts;
    },
  });

  return {
    lost: lost.signal,
    start: (begin) => {
      reports.start(begin);
    },
    images: (images) => {
      imagesWritten = keepImages(images);
    },
    epoch: (metrics) => {
      reports.add(metrics);
    },
    async end(end) {
      await imagesWritten;
      // What is left travels with the result: a short cell costs one trip.
      const rest = end.type === 'finished' ? await reports.takeRest() : undefined;
      if (end.type !== 'finished') await reports.flush();
      return await persist(
        'Writing the end of the attempt',
        () => recordEnd(ref, end, { attempts, rest }),
        options,
      );
    },
    discard: () => {
      reports.discard();
    },
  };
}

function recordReport(
  ref: AttemptRef,
  { start, metrics }: AttemptReport,
  attempts: AttemptStore,
): Promise<boolean> {
  if (metrics.length > 0 || start === undefined) return attempts.recordEpochs(ref, metrics, start);
  return attempts.recordStart(ref, start);
}

async function recordEnd(
  ref: AttemptRef,
  end: TrainingEnd,
  { attempts, rest }: { readonly attempts: AttemptStore; readonly rest: AttemptReport | undefined },
): Promise<Ending> {
  switch (end.type) {
    case 'finished': {
      const counts = await attempts.finish(ref, end.result, end.weights, rest?.metrics, rest?.start);
      return { outcome: counts ? end.result.outcome : 'superseded' };
    }
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
