import type { Cell, Measures, StopReason } from '@rote/domain';
import { seedFor } from '@rote/domain';
import type { Model } from '../architectures/model.js';
import { parameterCount } from '../architectures/model.js';
import { assignTensors, readTensors } from '../engine/named-tensors.js';
import { runEagerly } from '../engine/program.js';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { createCellProgram } from '../training/cell-program.js';
import type { ImageScores } from '../training/evaluate.js';
import { scoreImages, scoreOf } from '../training/evaluate.js';
import { readWeights } from '../training/snapshot.js';
import type { Run } from '../training/train-epoch.js';
import { distanceFromInitialization, l2Norm } from './euclidean-norms.js';
import { layerNorms } from './layer-norms.js';
import { marginPercentiles, normsOverMargin } from './margins.js';
import { pathNorm } from './path-norm.js';
import { rademacherProxy } from './rademacher.js';
import type { Sharpness } from './sharpness.js';
import { findSharpness } from './sharpness.js';
import { spreadImages } from './spread-images.js';

/** Maximum number of train images on which sharpness is computed, because a pass over all of them takes long. */
const SHARPNESS_IMAGES = 1000;

/** Whether to measure a network after an epoch: after the last one, and after those that the cell names. */
export const isMeasured = (
  { measures }: Pick<Cell, 'measures'>,
  epoch: number,
  stopReason: StopReason | undefined,
): boolean => stopReason !== undefined || measures?.epochs.includes(epoch) === true;

/**
 * Computes the complexity measures of a network between two steps, by name; each is documented where it is computed.
 * Measures that are not finite are omitted. The network and its training are only read; a copy is used for whatever has
 * to be changed.
 *
 * @param options.scores scores of all images with the current weights
 * @throws RoteError `aborted`
 */
export async function measureNetwork(
  run: Run,
  { scores, signal }: { readonly scores: ImageScores; readonly signal: AbortSignal },
): Promise<Measures> {
  const { cell, data, model } = run;
  const weights = await readWeights(run);
  const parameters = weights.slice(0, model.parameters.length);
  const pause = (): Promise<void> => yieldToEventLoop(signal);
  const copy = run.buildInitial();
  try {
    const initial = await readTensors(copy.parameters);
    await pause();
    const measures: Measures = {
      'parameter-count': parameterCount(model),
      'l2-norm': l2Norm(parameters),
      'distance-from-initialization': distanceFromInitialization(parameters, initial),
      ...(await layerNorms(parameters, pause)),
      'path-norm': await pathNorm(copy, weights, data.inputShape),
      ...marginPercentiles(Float32Array.from(data.trained, (index) => scores.margins[index]!)),
      ...(cell.corruption.kind === 'random-binary-labels' && {
        rademacher: rademacherProxy(scoreOf(scores, data.trained)!.accuracy),
      }),
    };
    await pause();
    assignTensors([...copy.parameters, ...copy.statistics], weights);
    const sharpness = cell.measures?.sharpness === true ? await sharpnessOf(run, copy, signal) : undefined;
    return onlyFinite({
      ...measures,
      ...normsOverMargin(measures),
      ...(sharpness !== undefined && {
        sharpness: sharpness.sharpness,
        'sharpness-error': sharpness.standardError,
      }),
    });
  } finally {
    copy.dispose();
  }
}

/** Uses {@link SHARPNESS_IMAGES} evenly spaced train images; batch normalization keeps its running averages. */
function sharpnessOf(run: Run, copy: Model, signal: AbortSignal): Promise<Sharpness | undefined> {
  const { cell, data } = run;
  const program = createCellProgram({ ...run, model: copy });
  const { scoreBatch, route } = program;
  const session = runEagerly(program);
  const judged = spreadImages(data.trained, SHARPNESS_IMAGES);
  const labels = Uint16Array.from(judged, (index) => data.labels[index]!);
  const all = judged.map((_, i) => i);
  const read: typeof route.read = (batches, options) =>
    route.read(
      batches.map((batch) => batch.map((i) => judged[i]!)),
      options,
    );
  return findSharpness(
    copy.parameters.map(({ variable }) => variable),
    async () => scoreOf(await scoreImages(session, { batch: scoreBatch, labels, read, signal }), all)!.loss,
    seedFor(cell, 'init'),
  );
}

const onlyFinite = (measures: Measures): Measures =>
  Object.fromEntries(Object.entries(measures).filter(([, value]) => Number.isFinite(value)));
