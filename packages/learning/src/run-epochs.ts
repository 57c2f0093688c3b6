import type { CellResult, ConfusionCounts, ExampleRecords, StopReason } from '@rote/domain';
import { hasCrossEntropy } from '@rote/domain';
import { parameterCount } from './architectures/model.js';
import { reportProgress, yieldToEventLoop } from './engine/yield-to-event-loop.js';
import { isMeasured, measureNetwork } from './measures/measure-network.js';
import { distanceToMinNorm } from './solving/distance-to-min-norm.js';
import type { TrainOptions } from './train-options.js';
import { stopSignalOf } from './train-options.js';
import type { ImageScores } from './training/evaluate.js';
import { countConfusion, scoreImages, scoreSubsets } from './training/evaluate.js';
import { extendExamples, recordExamples } from './training/example-history.js';
import type { LearningHistory, MeasuredEpoch } from './training/learning-history.js';
import { extendHistory, findStopReason, hasDiverged } from './training/learning-history.js';
import { readWeights, takeSnapshot } from './training/snapshot.js';
import type { Run } from './training/train-epoch.js';
import { trainEpoch } from './training/train-epoch.js';

/** What a run knows between two epochs. */
interface Standing {
  /** `undefined` before the first epoch. */
  readonly history: LearningHistory | undefined;
  /** `undefined` while training continues. */
  readonly stopReason: StopReason | undefined;
  /** Scores with the current weights; `undefined` if this process has not finished an epoch yet. */
  readonly scores?: ImageScores;
  /** The epoch that diverged. It is not part of the curve. */
  readonly diverged?: MeasuredEpoch;
}

/** The last records of a run, which need the images' scores. A diverged run has none. */
interface FinalRecords {
  readonly confusion?: ConfusionCounts;
  readonly examples?: ExampleRecords;
}

/** Saves snapshots of a run, and tells it when to stop. */
function createCheckpointer(run: Run, options: TrainOptions) {
  const { signal, clock, checkpoints } = options;
  const stop = stopSignalOf(options);
  let savedAt = clock();
  return {
    /** Aborts when the run has to end. */
    stop,
    async saveIfDue(): Promise<void> {
      if (checkpoints === undefined || clock() - savedAt < checkpoints.intervalMs) return;
      await checkpoints.save(await takeSnapshot(run));
      savedAt = clock();
    },
    async saveIfLeaving(): Promise<void> {
      if (checkpoints?.leave.aborted === true && !signal.aborted)
        await checkpoints.save(await takeSnapshot(run));
    },
  };
}

type Checkpointer = ReturnType<typeof createCheckpointer>;

/**
 * Trains a network to its end, epoch by epoch. In order:
 *
 * 1. resume: report the epochs of the snapshot, which may already be all;
 * 2. until there is a reason to stop: take the steps of an epoch, score the images, judge, measure, record, report;
 * 3. score the images for the last records, keep the weights, sum up.
 *
 * An epoch counts once it is recorded. A run that ends before then, for whatever reason, resumes after its last saved
 * step, or before the evaluation if all steps of the epoch were taken.
 *
 * @throws RoteError `aborted`, after a last snapshot if the run leaves by `checkpoints.leave`
 */
export async function runEpochs(run: Run, options: TrainOptions): Promise<CellResult> {
  const checkpointer = createCheckpointer(run, options);
  let standing = resumeCurve(run, options);
  let records: FinalRecords;
  try {
    while (standing.stopReason === undefined)
      standing = await runEpoch(run, standing.history, checkpointer, options);
    records = await takeFinalRecords(run, standing, checkpointer.stop);
  } catch (error) {
    if (checkpointer.stop.aborted) await checkpointer.saveIfLeaving();
    throw error;
  }
  await options.keepWeights?.(await readWeights(run));
  return resultOf(run, { ...standing, stopReason: standing.stopReason }, records);
}

/** Reports the epochs of the snapshot that a run resumes from, and stands where they end. */
function resumeCurve({ cell, progress }: Run, { onEvent }: TrainOptions): Standing {
  for (const metrics of progress.curve) onEvent({ type: 'epoch-finished', metrics });
  const history = progress.curve.reduce<LearningHistory | undefined>(extendHistory, undefined);
  return { history, stopReason: history && findStopReason(history, cell.training, cell.regularizer) };
}

/** Runs the epoch that follows the curve. */
async function runEpoch(
  run: Run,
  before: LearningHistory | undefined,
  checkpointer: Checkpointer,
  options: TrainOptions,
): Promise<Standing> {
  const { cell, data } = run;
  const { measured, scores } = await takeStepsAndScore(run, checkpointer, options);
  if (hasDiverged(measured, data.classes))
    return { history: before, stopReason: 'diverged', diverged: measured };
  const stopReason = findStopReason(extendHistory(before, measured), cell.training, cell.regularizer);
  const measures = isMeasured(cell, measured.epoch, stopReason) && {
    ...(await measureNetwork(run, { scores, signal: checkpointer.stop })),
    ...(stopReason !== undefined && (await measureDistanceToSolution(run, options, checkpointer.stop))),
  };
  const history = extendHistory(before, { ...measured, ...(measures && { measures }) });
  recordEpoch(run, history, scores);
  options.onEvent({ type: 'epoch-finished', metrics: history.last });
  return { history, stopReason, scores };
}

/** Takes the steps of an epoch that are not taken yet, then scores all images with the weights after the last one. */
async function takeStepsAndScore(
  run: Run,
  checkpointer: Checkpointer,
  { clock }: TrainOptions,
): Promise<{ readonly measured: MeasuredEpoch; readonly scores: ImageScores }> {
  const { data, progress } = run;
  const { stop } = checkpointer;
  const afterStep = async (): Promise<void> => {
    await yieldToEventLoop(stop);
    await checkpointer.saveIfDue();
  };
  reportProgress(stop, 'taking optimizer steps');
  const steps = await trainEpoch(run, { clock, signal: stop, afterStep });
  const start = clock();
  reportProgress(stop, 'evaluating');
  const scores = await scoreAll(run, stop);
  const measured = {
    epoch: progress.curve.length + 1,
    ...steps,
    ...scoreSubsets(scores, data),
    seconds: progress.epochSeconds + (clock() - start) / 1000,
    imagesPerSecond: data.trained.length / progress.epochSeconds,
  };
  return { measured, scores };
}

/** Makes a full pass over all images, train and test. */
const scoreAll = ({ session, program, data }: Run, signal: AbortSignal): Promise<ImageScores> =>
  scoreImages(session, {
    batch: program.scoreBatch,
    labels: data.labels,
    read: program.route.read,
    signal,
  });

/** The distance of a trained linear network from its minimum-norm solution, if the engine can solve for it. */
async function measureDistanceToSolution(
  run: Run,
  { linearAlgebra: algebra }: TrainOptions,
  signal: AbortSignal,
) {
  const { cell, data, model, session } = run;
  if (cell.architecture.kind !== 'linear' || algebra === undefined || data.kind !== 'resident')
    return undefined;
  session.readBack();
  const weights = (await model.parameters[0]!.variable.data()) as Float32Array;
  return await distanceToMinNorm({ algebra, data, signal }, weights);
}

/** Appends the last epoch to the curve, so that a resumed run starts with the next one. */
function recordEpoch({ data, progress }: Run, { last }: LearningHistory, scores: ImageScores): void {
  progress.curve.push(last);
  progress.gradientNorm = null;
  progress.epochSeconds = 0;
  progress.examples &&= extendExamples(progress.examples, last.epoch, { scores, data });
}

/** A run that resumed at its own end has no scores yet, and takes them here. */
async function takeFinalRecords(run: Run, standing: Standing, signal: AbortSignal): Promise<FinalRecords> {
  if (standing.diverged !== undefined) return {};
  const { data, progress } = run;
  const scores = standing.scores ?? (await scoreAll(run, signal));
  const examples = progress.examples && recordExamples(progress.examples, { scores, data });
  return { confusion: countConfusion(scores, data), ...(examples && { examples }) };
}

/** Sums up a finished run. Its time and speed include an epoch that diverged. */
function resultOf(
  { cell, data, model, progress }: Run,
  { history, stopReason, diverged }: Standing & { readonly stopReason: StopReason },
  records: FinalRecords,
): CellResult {
  const { curve } = progress;
  const passes = diverged === undefined ? curve : [...curve, diverged];
  return {
    outcome: diverged === undefined ? 'succeeded' : 'diverged',
    stopReason,
    epochs: curve.length,
    steps: progress.step,
    final: history?.last ?? null,
    bestTestAccuracy: history?.bestTestAccuracy ?? null,
    bestTestEpoch: history?.bestTestEpoch ?? null,
    epochsToFit: hasCrossEntropy(cell.architecture) ? (history?.epochsToFit ?? null) : null,
    parameterCount: parameterCount(model),
    corruption: data.record,
    seconds: passes.reduce((sum, { seconds }) => sum + seconds, 0),
    imagesPerSecond: harmonicMean(passes.map(({ imagesPerSecond }) => imagesPerSecond)),
    ...records,
  };
}

/** Clamped to the range of its values, so that rounding never makes the mean of equal numbers another number. */
function harmonicMean(values: readonly number[]): number {
  const mean = values.length / values.reduce((sum, value) => sum + 1 / value, 0);
  return Math.min(Math.max(mean, Math.min(...values)), Math.max(...values));
}
