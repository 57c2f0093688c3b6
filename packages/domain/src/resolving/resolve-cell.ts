import type { ArchitectureSpec } from '../architectures/index.js';
import { isSolved, resolveArchitecture } from '../architectures/index.js';
import type { Cell, MeasureRequest, Training } from '../cell.js';
import type { CorruptionSpec } from '../corruptions/index.js';
import { hasTestLabels, resolveCorruption } from '../corruptions/index.js';
import type { DatasetSpec } from '../datasets/index.js';
import { resolveDataset } from '../datasets/index.js';
import { completeOptimizer } from '../optimizers/index.js';
import type { RegularizerSpec } from '../regularizers/index.js';
import type { MeasuresSpec, TrainingSpec } from '../sweep-spec.js';
import { resolveRegularizer } from './resolve-regularizer.js';
import type { GivenSeeds } from './resolve-seeds.js';
import { resolveSeeds } from './resolve-seeds.js';
import { applyTraining, completeStop, USUAL_TRAINING } from './resolve-training.js';

/** One value for every axis, as a spec writes it. */
export interface CellSpec {
  readonly dataset: DatasetSpec;
  readonly corruption: CorruptionSpec;
  readonly regularizer: RegularizerSpec;
  readonly architecture: ArchitectureSpec;
  readonly seed: number;
  readonly labelSeed?: number;
  readonly pixelSeed?: number;
  readonly initSeed?: number;
  readonly orderSeed?: number;
  readonly testLabels?: 'clean' | 'corrupted';
  readonly leaveOut?: number | 'none';
  readonly training: TrainingSpec;
  readonly measures?: MeasuresSpec;
}

/** Returns `undefined` if the spec requests nothing beyond what every cell measures. */
function resolveMeasures(spec: MeasuresSpec = {}, { epochs: last }: Training): MeasureRequest | undefined {
  const { sharpness = false, examples = false } = spec;
  const epochs = (spec.epochs ?? []).filter((epoch) => epoch < last).toSorted((a, b) => a - b);
  return epochs.length > 0 || sharpness || examples ? { epochs, sharpness, examples } : undefined;
}

/** The parts of a cell, each already resolved. */
export interface CellParts extends Pick<
  Cell,
  'dataset' | 'corruption' | 'regularizer' | 'architecture' | 'training' | 'seed'
> {
  readonly seeds: GivenSeeds;
  readonly testLabels: 'clean' | 'corrupted';
  readonly leaveOut: number | 'none';
  readonly measures: MeasuresSpec | undefined;
}

/** Builds a cell from its parts, without those that make no difference to it. */
export function cellOf(parts: CellParts): Cell {
  const { dataset, corruption, regularizer, architecture, training, seed, testLabels, leaveOut } = parts;
  const seeds = resolveSeeds({ seed, ...parts.seeds }, parts);
  // A solved cell has nothing to request: it has no epochs, and its examples have no history.
  const measures = isSolved(architecture) ? undefined : resolveMeasures(parts.measures, training);
  return {
    dataset,
    corruption,
    regularizer,
    architecture,
    training,
    seed,
    ...(Object.keys(seeds).length === 0 ? {} : { seeds }),
    ...(testLabels === 'corrupted' && hasTestLabels(corruption) ? { testLabels } : {}),
    ...(leaveOut === 'none' ? {} : { leaveOut }),
    ...(measures === undefined ? {} : { measures }),
  };
}

/** The cell that a spec's values mean: every default and `auto` written out, every synonym replaced by its one form. */
export function resolveCell(spec: CellSpec): Cell {
  const dataset = resolveDataset(spec.dataset);
  const architecture = resolveArchitecture(spec.architecture);
  const { optimizer, stop = {}, ...training } = spec.training;
  const chosen = {
    ...USUAL_TRAINING,
    ...training,
    optimizer: completeOptimizer(optimizer),
    stop: completeStop(stop),
  };
  const { labelSeed, pixelSeed, initSeed, orderSeed, testLabels = 'clean', leaveOut = 'none' } = spec;
  return cellOf({
    dataset,
    architecture,
    corruption: resolveCorruption(spec.corruption),
    regularizer: resolveRegularizer(spec.regularizer, architecture),
    training: applyTraining(chosen, { architecture, dataset }),
    seed: spec.seed,
    seeds: { labelSeed, pixelSeed, initSeed, orderSeed },
    testLabels,
    leaveOut,
    measures: spec.measures,
  });
}
