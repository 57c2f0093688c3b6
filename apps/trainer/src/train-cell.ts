import type { Cell, Dataset, StreamedDataset } from '@rote/domain';
import { IMAGE_FOLDER } from '@rote/domain';
import type { Compile, ImageCache, LinearAlgebra, Memory } from '@rote/learning';
import { train } from '@rote/learning';
import type { TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';
import { sendImages } from '@rote/trainer-protocol';
import type { FindDataset } from './dataset-cache.js';
import type { CellCheckpoints, TrainerCheckpoints } from './trainer-checkpoints.js';

/** What a trainer uses for all of its cells. */
export interface TrainerEquipment {
  readonly findDataset: FindDataset;
  readonly compile: Compile;
  readonly linearAlgebra: LinearAlgebra | undefined;
  readonly memory: () => Promise<Memory | undefined>;
  readonly images: ImageCache;
  readonly checkpoints: TrainerCheckpoints;
  /** To be called after every piece of work, with a description of the next one if that differs. */
  readonly progress: (doing?: string) => void;
  readonly send: (message: TrainerMessage) => void;
}

export interface TrainingSignals {
  readonly abort: AbortSignal;
  /** Aborts when the training should save a snapshot and then stop. */
  readonly leave: AbortSignal;
}

/**
 * Trains a cell: loads its data set, resumes from its last checkpoint if there is one, and sends epochs and the result.
 *
 * @throws RoteError whatever loading and training throw, or the reason of the signal that aborted
 */
export async function trainCell(
  message: Extract<WorkerMessage, { type: 'train' }>,
  equipment: TrainerEquipment,
  { abort, leave }: TrainingSignals,
): Promise<void> {
  const { cell, microBatches, keepWeights } = message;
  const { progress, send, linearAlgebra } = equipment;
  const checkpoints = equipment.checkpoints.of(message);
  const either = AbortSignal.any([abort, leave]);
  const dataset = await loadDataset(cell, equipment, either);
  progress('reading its checkpoint');
  const resume = await checkpoints.load(either);
  send({ type: 'began', step: resume?.step ?? 0, epoch: resume?.curve.at(-1)?.epoch ?? 0 });
  const result = await train(cell, dataset, {
    signal: abort,
    onEvent: ({ metrics }) => {
      send({ type: 'epoch', metrics });
    },
    onImages: (images) => {
      send({ type: 'images', images: sendImages(images) });
    },
    onProgress: progress,
    clock: () => performance.now(),
    compile: equipment.compile,
    ...(linearAlgebra === undefined ? {} : { linearAlgebra }),
    memory: equipment.memory,
    images: equipment.images,
    microBatches,
    ...(resume === undefined ? {} : { resume }),
    checkpoints: { intervalMs: checkpoints.intervalMs, save: saveIn(checkpoints, progress), leave },
    ...(keepWeights ? { keepWeights: checkpoints.keepWeights } : {}),
  });
  send({ type: 'result', result, weights: checkpoints.weights() });
}

function loadDataset(
  { dataset }: Cell,
  { findDataset, progress, send }: TrainerEquipment,
  signal: AbortSignal,
): Promise<Dataset | StreamedDataset> {
  progress(`loading ${dataset.name === IMAGE_FOLDER ? dataset.folder : dataset.name}`);
  return findDataset(dataset, {
    signal,
    onProgress: (line) => {
      send({ type: 'note', message: line });
    },
    onActivity: progress,
  });
}

const saveIn =
  (checkpoints: CellCheckpoints, progress: TrainerEquipment['progress']): CellCheckpoints['save'] =>
  async (snapshot) => {
    progress('writing a checkpoint');
    await checkpoints.save(snapshot);
    progress('training');
  };
