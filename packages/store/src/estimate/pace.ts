import { modelKey, type Work } from './work.js';

/** What is recorded of a cell that has its result, or has epochs behind it. */
export interface WorkRecord extends Work {
  readonly doneEpochs: number;
  /** Of training and evaluation. */
  readonly seconds: number;
  /** What its attempts took besides; `null` where it has not ended. */
  readonly overheadSeconds: number | null;
}

/** Estimate for a cell. */
interface Cost {
  readonly seconds: number;
  /** If neither a stop rule nor divergence ends it before its last epoch. */
  readonly secondsAtMost: number;
}

export interface Pace {
  /**
   * What a cell costs, or what is left of one, from the records of cells alike; `undefined` where none has its architecture
   * and data set.
   *
   * @param epoch its epochs so far
   * @param isRunning where it has begun to train, it does not have to be prepared again
   */
  costOf(work: Work, from?: { readonly epoch: number; readonly isRunning: boolean }): Cost | undefined;
}

/** Sums over records. */
interface Totals {
  passes: number;
  seconds: number;
  ended: number;
  overheadSeconds: number;
  endedEpochs: number;
  possibleEpochs: number;
}

const NOTHING: Totals = {
  passes: 0,
  seconds: 0,
  ended: 0,
  overheadSeconds: 0,
  endedEpochs: 0,
  possibleEpochs: 0,
};

function add(totals: Totals, { doneEpochs, epochs, passes, seconds, overheadSeconds }: WorkRecord): void {
  totals.passes += doneEpochs * passes;
  totals.seconds += seconds;
  if (overheadSeconds === null) return;
  totals.ended++;
  totals.overheadSeconds += overheadSeconds;
  totals.endedEpochs += doneEpochs;
  totals.possibleEpochs += epochs;
}

/** Cells that, besides, should take about as many epochs. */
const exactKey = (work: Work): string => {
  const { architecture, dataset, corruption, labelNoise, regularizer, epochs } = work;
  return JSON.stringify([architecture, dataset, corruption, labelNoise, regularizer, epochs]);
};

/**
 * How fast cells are trained, by what is recorded of some. A cell costs the mean overhead of an attempt, and for each epoch
 * the time of its passes. Of its epochs it takes the share that others took: where there are cells of the same corruption,
 * regularizer and limit, theirs, else that of its architecture on its data set.
 */
export function createPace(records: Iterable<WorkRecord>): Pace {
  const totals = new Map<string, Totals>();
  for (const record of records)
    for (const key of [modelKey(record), exactKey(record)]) {
      let known = totals.get(key);
      if (known === undefined) totals.set(key, (known = { ...NOTHING }));
      add(known, record);
    }
  return {
    costOf(work, { epoch, isRunning } = { epoch: 0, isRunning: false }) {
      const levels = [exactKey(work), modelKey(work)].flatMap((key) => totals.get(key) ?? []);
      const timed = levels.find(({ passes }) => passes > 0);
      if (timed === undefined) return undefined;
      const ended = levels.find((level) => level.ended > 0) ?? NOTHING;
      const isPrepared = isRunning && epoch > 0;
      const overhead = ended.ended === 0 || isPrepared ? 0 : ended.overheadSeconds / ended.ended;
      const share = ended.ended === 0 ? 1 : ended.endedEpochs / ended.possibleEpochs;
      const training = Math.max(0, work.epochs - epoch) * work.passes * (timed.seconds / timed.passes);
      return { seconds: overhead + share * training, secondsAtMost: overhead + training };
    },
  };
}
