import { exactKey, modelKey, optimizerKey, type Work } from './work.js';

/** The record of a cell that has its result, or has finished some epochs. */
export interface WorkRecord extends Work {
  readonly doneEpochs: number;
  /** Time for training and evaluation. */
  readonly seconds: number;
  /** The rest of the time of its attempts; `null` if the cell has not ended. */
  readonly overheadSeconds: number | null;
  /** The sweep that it was trained for: the first one if there are several; `null` if it has not ended. */
  readonly trainedFor: string | null;
  /** The most GPU memory that its trainer was seen to hold, in MiB; `null` if that was not measured. */
  readonly gpuMemoryMb: number | null;
}

/** The estimate for a cell. */
interface Cost {
  readonly seconds: number;
  /** The time if neither a stop rule nor divergence ends it before its last epoch. */
  readonly secondsAtMost: number;
}

export interface Pace {
  /**
   * Returns the cost of a cell, or of the rest of one, from the records of similar cells; `undefined` if none has its
   * architecture and data set.
   *
   * @param from its progress
   */
  costOf(work: Work, from?: Standing): Cost | undefined;
}

/** The progress of a cell. */
export interface Standing {
  /** Its epochs so far. */
  readonly epoch: number;
  /** Whether it is running and has finished some epochs. If so, it need not be prepared again. */
  readonly isRunning: boolean;
  /** Seconds since its last report or, if there is none, its claim, if it is running. */
  readonly silentSeconds: number;
}

const NOT_BEGUN: Standing = { epoch: 0, isRunning: false, silentSeconds: 0 };

/** Sums over records. */
interface Totals {
  passes: number;
  seconds: number;
  readonly overheads: number[];
  endedEpochs: number;
  possibleEpochs: number;
}

const createTotals = (): Totals => ({
  passes: 0,
  seconds: 0,
  overheads: [],
  endedEpochs: 0,
  possibleEpochs: 0,
});

function add(totals: Totals, { doneEpochs, epochs, passes, seconds, overheadSeconds }: WorkRecord): void {
  totals.passes += doneEpochs * passes;
  totals.seconds += seconds;
  if (overheadSeconds === null) return;
  totals.overheads.push(overheadSeconds);
  totals.endedEpochs += doneEpochs;
  totals.possibleEpochs += epochs;
}

/**
 * Returns 0 for an empty list. A mean would be misleading: the first cells of a trainer wait for its engine, which
 * makes the mean of a few cells much too large.
 */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** Records are compared with one another again and again, and making their keys takes most of that time. */
const KEYS = new WeakMap<Work, readonly string[]>();

/** The keys of a cell: the more specific ones first. */
function keysOf(work: Work): readonly string[] {
  let keys = KEYS.get(work);
  if (keys === undefined) KEYS.set(work, (keys = [exactKey(work), optimizerKey(work), modelKey(work)]));
  return keys;
}

function totalsOf(records: Iterable<WorkRecord>): ReadonlyMap<string, Totals> {
  const totals = new Map<string, Totals>();
  for (const record of records)
    for (const key of keysOf(record)) {
      let known = totals.get(key);
      if (known === undefined) totals.set(key, (known = createTotals()));
      add(known, record);
    }
  return totals;
}

/**
 * Estimates how fast cells are trained, based on records. A cell costs the median overhead of an attempt plus, for each
 * epoch, the time of its passes, from the first of the lists that has its architecture and data set, of cells with its
 * optimizer if there are any. It is expected to
 * run the same share of its epochs as others did: cells with the same corruption, regularizer and limit in any of the
 * lists, otherwise those of its architecture on its data set.
 *
 * @param lists the more specific ones first
 */
export function createPace(...lists: readonly Iterable<WorkRecord>[]): Pace {
  const known = lists.map(totalsOf);
  const of = (keys: readonly string[]) =>
    keys.flatMap((key) => known.flatMap((totals) => totals.get(key) ?? []));
  const hasEnded = ({ overheads }: Totals): boolean => overheads.length > 0;
  return {
    costOf(work, { epoch, isRunning, silentSeconds } = NOT_BEGUN) {
      const keys = keysOf(work);
      const nearest = known.flatMap((totals) => keys.flatMap((key) => totals.get(key) ?? []));
      const timed = nearest.find(({ passes }) => passes > 0);
      if (timed === undefined) return undefined;
      const isPrepared = isRunning && epoch > 0;
      const overhead = isPrepared ? 0 : median(nearest.find(hasEnded)?.overheads ?? []);
      const epochSeconds = work.passes * (timed.seconds / timed.passes);
      const training = Math.max(0, work.epochs - epoch) * epochSeconds;
      const alike = of(keys).find(hasEnded);
      const share = alike === undefined ? 1 : alike.endedEpochs / alike.possibleEpochs;
      // The epoch in progress counts in part. A worker that is silent for longer is not assumed to have done more.
      const underWay = Math.min(silentSeconds, overhead + epochSeconds);
      const costOf = (trained: number): number => Math.max(0, overhead + trained - underWay);
      return { seconds: costOf(share * training), secondsAtMost: costOf(training) };
    },
  };
}
