import type { Cell, CellResult, Dataset, StreamedDataset } from '@rote/domain';
import { isSolved, RoteError, seedFor } from '@rote/domain';
import { buildModel } from './architectures/build-model.js';
import type { Model } from './architectures/model.js';
import { keepImages } from './data/keep-images.js';
import type { PreparedData, ResidentData } from './data/prepared-data.js';
import { prepareData } from './data/prepared-data.js';
import { createImageCache } from './data/prepared-images.js';
import { isEngineError, translateEngineError } from './engine/engine-error.js';
import { runEagerly } from './engine/program.js';
import { createOptimizer } from './optimizers/index.js';
import { runEpochs } from './run-epochs.js';
import { solve } from './solving/solve.js';
import type { TrainOptions } from './train-options.js';
import { stopSignalOf } from './train-options.js';
import { createCellProgram } from './training/cell-program.js';
import { beginExamples } from './training/example-history.js';
import { requireNetworkMemory } from './training/require-network-memory.js';
import { restoreVariables } from './training/snapshot.js';

/**
 * Trains or solves one cell on the current TF.js backend; the cell's seed is the only source of randomness. The same
 * cell on the same engine and machine gives the same bits, whether it runs at once or resumes from snapshots. It uses no
 * file, queue or database. Divergence is a result, not an error. Every tensor is freed, whatever the outcome.
 *
 * @param dataset the cell's subset, already taken
 * @throws RoteError `aborted`, `out-of-memory`, `engine-failed`, or `data-corrupt` if the snapshot belongs to another
 *   cell or an image cannot be read; the errors of {@link solve}
 */
export async function train(
  cell: Cell,
  dataset: Dataset | StreamedDataset,
  options: TrainOptions,
): Promise<CellResult> {
  const owned: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(resource: T): T => {
    owned.push(resource);
    return resource;
  };
  const { images, resume, compile = runEagerly, linearAlgebra: algebra } = options;
  try {
    requireNetworkMemory(cell, {
      memory: await options.memory?.(),
      microBatches: options.microBatches ?? 1,
    });
    const cache = images ?? own(createImageCache());
    options.onProgress?.('preparing the images');
    const signal = stopSignalOf(options);
    const data = own(await prepareData(cell, dataset, { cache, signal }));
    options.onImages?.(await keepImages(cell, dataset, { data, signal }));
    const { architecture } = cell;
    if (isSolved(architecture)) options.onProgress?.('solving');
    if (isSolved(architecture))
      return await solve({ ...cell, architecture }, requireResident(data), {
        ...options,
        algebra,
        signal,
      });
    options.onProgress?.('drawing initial weights');
    const savesMemory = options.microBatches === 2;
    const buildInitial = (): Model =>
      buildModel(architecture, {
        channels: dataset.channels,
        classes: data.classes,
        seed: seedFor(cell, 'init'),
        recompute: savesMemory,
      });
    const model = own(buildInitial());
    const optimizer = own(createOptimizer(cell.training, model.parameters));
    const parts = { cell, data, model, optimizer, savesMemory };
    const program = createCellProgram(parts);
    if (resume !== undefined) restoreVariables(parts, resume);
    const progress = {
      step: resume?.step ?? 0,
      curve: [...(resume?.curve ?? [])],
      epochSeconds: resume?.epochSeconds ?? 0,
      gradientNorm: resume?.gradientNorm ?? null,
      examples: cell.measures?.examples === true ? beginExamples(data, resume) : null,
    };
    // A graph runs its parts in any order and may hold them all at once, which would save no memory.
    const session = own((savesMemory ? runEagerly : compile)(program));
    return await runEpochs({ ...parts, program, session, progress, buildInitial }, options);
  } catch (error) {
    throw translateEngineError(error);
  } finally {
    disposeAll(owned);
  }
}

/** A solver needs all images in memory. The check of a sweep's spec ensures that; this is only a last guard. */
function requireResident(data: PreparedData): ResidentData {
  if (data.kind === 'resident') return data;
  throw new RoteError('spec-invalid', 'an architecture that is solved, not trained, takes no image folder');
}

/** Frees resources in reverse order. An engine that has failed may fail again here; that error is ignored. */
function disposeAll(resources: readonly { dispose(): void }[]): void {
  for (const resource of resources.toReversed()) {
    try {
      resource.dispose();
    } catch (error) {
      if (!isEngineError(error)) throw error;
    }
  }
}
