import type { ArchitectureSpec, FeaturesSpec } from './architecture-spec.js';
import type {
  Architecture,
  Augmentation,
  Cell,
  CellDataset,
  Corruption,
  Features,
  MeasureRequest,
  Regularizer,
  SeedOverrides,
  SeedPurpose,
  StopRule,
  Training,
} from './cell.js';
import { corruptsImages, isSolved, labelNoise } from './cell.js';
import { DATASETS, IMAGE_FOLDER } from './dataset.js';
import type { DatasetSpec, FolderSpec } from './dataset-spec.js';
import type { CorruptionSpec, MeasuresSpec, RegularizerSpec, TrainingSpec } from './sweep-spec.js';

/** One value for every axis, as the spec writes them. */
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

/** Patience of early stopping that is given by name alone. */
const PATIENCE_EPOCHS = 10;

const MLP_NAME = /^mlp-(\d+)x(\d+)$/;
const SOLVED_NAME = /^(linear|kernel)(-min-norm)?(?:-from-(.+?))?(?:-(gabor|random-convolutions))?$/;
const MEMORIZER_NAME = /^memorizer(?:-(\d+))?(-float32)?$/;

function resolveFolder(spec: FolderSpec): CellDataset {
  const { images, train = images.train, test = images.test, subsetSeed = 0 } = spec;
  const whole = train === images.train && test === images.test;
  return {
    name: spec.name,
    folder: spec.folder,
    classes: spec.classes,
    images,
    train,
    test,
    subsetSeed: whole ? 0 : subsetSeed,
    preprocessing: 'inception',
  };
}

/** How many classes and images the whole of a cell's data set has. */
export function wholeDataset(dataset: CellDataset): {
  readonly classes: number;
  readonly train: number;
  readonly test: number;
} {
  if (dataset.name === IMAGE_FOLDER) return { classes: dataset.classes, ...dataset.images };
  const { classes, train, test } = DATASETS[dataset.name];
  return { classes, train, test };
}

export function resolveDataset(spec: DatasetSpec): CellDataset {
  if (typeof spec !== 'string' && spec.name === IMAGE_FOLDER) return resolveFolder(spec);
  const { name, ...given } = typeof spec === 'string' ? { name: spec } : spec;
  const facts = DATASETS[name];
  const {
    train = facts.train,
    test = facts.test,
    subsetSeed = 0,
    preprocessing = facts.preprocessing,
  } = given;
  const whole = train === facts.train && test === facts.test;
  return { name, train, test, subsetSeed: whole ? 0 : subsetSeed, preprocessing };
}

export function resolveCorruption(spec: CorruptionSpec): Corruption {
  if (typeof spec === 'string') return { kind: spec };
  if (spec.kind === 'asymmetric-labels') return spec;
  const { kind, probability, excludeTrueClass = false } = spec;
  if (probability === 0) return { kind: 'none' };
  if (excludeTrueClass) return { kind, probability, excludeTrueClass };
  return probability === 1 ? { kind: 'random-labels' } : { kind, probability };
}

/** Filters and their side of random convolutions that are given by name alone (Coates and Ng 2012 use 6×6). */
const RANDOM_FILTERS = { filters: 512, side: 6 } as const;

function resolveFeatures(spec: FeaturesSpec = 'raw'): Features {
  if (spec === 'random-convolutions') return { kind: spec, ...RANDOM_FILTERS };
  return typeof spec === 'string' ? { kind: spec } : { ...RANDOM_FILTERS, ...spec };
}

/** The first author's published recipe for MNIST, on x / 255. */
export const KERNEL_GAMMA = 0.02;

function resolveDescribed(spec: Exclude<ArchitectureSpec, string>): Architecture {
  switch (spec.kind) {
    case 'mlp':
      return { kind: 'mlp', depth: spec.depth, width: spec.width };
    case 'linear': {
      const { solver = 'sgd', start = 0 } = spec;
      const features = resolveFeatures(spec.features);
      return solver === 'sgd'
        ? { kind: 'linear', features, solver: { kind: solver, start } }
        : { kind: 'linear', features, solver: { kind: solver } };
    }
    case 'kernel':
      return {
        kind: 'kernel',
        features: resolveFeatures(spec.features),
        gamma: spec.gamma ?? KERNEL_GAMMA,
      };
    case 'memorizer':
      return { kind: 'memorizer', depth: spec.depth ?? 2, precision: spec.precision ?? 'float64' };
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(spec satisfies never)}`);
  }
}

/** Reads what `architectureName` writes; what a name leaves out is the default. */
function resolveNamed(name: string): Architecture {
  if (name === 'inception-small') return { kind: name, batchNorm: true };
  if (name === 'inception-small-no-bn') return { kind: 'inception-small', batchNorm: false };
  if (name === 'alexnet-small' || name === 'inception-v3') return { kind: name };
  const mlp = MLP_NAME.exec(name);
  if (mlp !== null) return { kind: 'mlp', depth: Number(mlp[1]), width: Number(mlp[2]) };
  const solved = SOLVED_NAME.exec(name);
  if (solved !== null) {
    const [, kind, minNorm, start, features = 'raw'] = solved;
    const given = { features: features as 'raw' | 'gabor' | 'random-convolutions' };
    if (kind === 'kernel') return resolveDescribed({ kind, ...given });
    return resolveDescribed({
      ...{ kind: 'linear', ...given },
      ...(minNorm === undefined ? { start: Number(start ?? 0) } : { solver: 'min-norm' }),
    });
  }
  const [, depth = 2, float32] = MEMORIZER_NAME.exec(name) ?? [];
  return resolveDescribed({
    kind: 'memorizer',
    depth: Number(depth),
    precision: float32 === undefined ? 'float64' : 'float32',
  });
}

export const resolveArchitecture = (spec: ArchitectureSpec): Architecture =>
  typeof spec === 'string' ? resolveNamed(spec) : resolveDescribed(spec);

/** The usual coefficient of an architecture; the paper does not print it. */
function usualWeightDecay(architecture: Architecture): number {
  switch (architecture.kind) {
    case 'inception-small':
    case 'inception-v3':
      return 4e-5;
    case 'alexnet-small':
      return 4e-3;
    case 'mlp':
    case 'linear':
      return 5e-4;
    case 'kernel':
      return 1;
    case 'memorizer':
      return 0;
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** The dropout rate of an architecture that is given by name alone: TensorFlow's Inception-v3 keeps 0.8. */
const usualDropout = ({ kind }: Architecture): number => (kind === 'inception-v3' ? 0.2 : 0.5);

/**
 * The paper's initial rate (section 2 and appendix A); that of Inception-v3 is of Szegedy et al. 2015, section 8. A linear model has a bound on the rate, the inverse curvature,
 * that whitened images come near with 0.01.
 */
function usualLearningRate({ kind }: Architecture): number {
  if (kind === 'inception-small') return 0.1;
  if (kind === 'inception-v3') return 0.045;
  return kind === 'linear' ? 0.001 : 0.01;
}

/** A regularizer as a spec chooses it: `auto` is what the architecture is usually given. */
export interface ChosenRegularizer {
  readonly weightDecay: number | 'auto';
  readonly dropout: number | 'auto';
  readonly augmentation: Augmentation;
  readonly patience: number | null;
}

/** A regularizer with what it leaves out filled in. */
export function completeRegularizer(spec: RegularizerSpec): ChosenRegularizer {
  if (typeof spec === 'object' && !Array.isArray(spec)) {
    const { weightDecay = 0, dropout = 0, augmentation = 'none', patience = null } = spec;
    return { weightDecay, dropout, augmentation, patience };
  }
  const names: readonly string[] = typeof spec === 'string' ? [spec] : spec;
  const has = (name: string): boolean => names.includes(name);
  return {
    weightDecay: has('weight-decay') ? 'auto' : 0,
    dropout: has('dropout') ? 'auto' : 0,
    augmentation: has('random-crop') ? 'random-crop' : has('flip-rotation') ? 'flip-rotation' : 'none',
    patience: has('early-stopping') ? PATIENCE_EPOCHS : null,
  };
}

/** A chosen regularizer for an architecture; only the kind of the latter matters. */
export const applyRegularizer = (
  { weightDecay, dropout, ...rest }: ChosenRegularizer,
  architecture: Architecture,
): Regularizer => ({
  weightDecay: weightDecay === 'auto' ? usualWeightDecay(architecture) : weightDecay,
  dropout: dropout === 'auto' ? usualDropout(architecture) : dropout,
  ...rest,
});

export const resolveRegularizer = (spec: RegularizerSpec, architecture: Architecture): Regularizer =>
  applyRegularizer(completeRegularizer(spec), architecture);

/** An optimizer as a spec chooses it: `auto` is the usual learning rate of the architecture. */
export interface ChosenOptimizer {
  readonly learningRate: number | 'auto';
  readonly momentum: number;
}

export const completeOptimizer = ({
  learningRate = 'auto',
  momentum = 0.9,
}: NonNullable<TrainingSpec['optimizer']>): ChosenOptimizer => ({ learningRate, momentum });

/** The learning rate of a chosen optimizer for an architecture; only the kind of the latter matters. */
export const learningRateOf = ({ learningRate }: ChosenOptimizer, architecture: Architecture): number =>
  learningRate === 'auto' ? usualLearningRate(architecture) : learningRate;

export const completeStop = (spec: NonNullable<TrainingSpec['stop']>): StopRule => ({
  trainLoss: spec === 'none' ? null : (spec.trainLoss ?? null),
  trainAccuracy: spec === 'none' ? null : (spec.trainAccuracy ?? null),
});

/** The optimiser steps after which the rate is multiplied; `auto` is the steps of an epoch of the whole train set. */
export const decayStepsOf = (
  stepsPerDecay: number | 'auto',
  { batchSize, dataset }: { readonly batchSize: number; readonly dataset: CellDataset },
): number => (stepsPerDecay === 'auto' ? Math.ceil(wholeDataset(dataset).train / batchSize) : stepsPerDecay);

/** What a spec's `training` has where it says nothing. */
export const USUAL_TRAINING = {
  epochs: 60,
  batchSize: 128,
  decayPerEpoch: 0.95,
  stepsPerDecay: 'auto',
} as const;

/** Of a cell that is solved, in place of what it was given: there are no epochs, and no steps. */
const NO_TRAINING: Training = {
  epochs: 1,
  batchSize: 1,
  learningRate: 1,
  momentum: 0,
  decay: 1,
  decaySteps: 1,
  stop: { trainLoss: null, trainAccuracy: null },
};

/** The training that a cell's values stand for. */
export interface ChosenTraining {
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: ChosenOptimizer;
  readonly decayPerEpoch: number;
  readonly stepsPerDecay: number | 'auto';
  readonly stop: StopRule;
}

export function applyTraining(
  chosen: ChosenTraining,
  { architecture, dataset }: Pick<Cell, 'architecture' | 'dataset'>,
): Training {
  if (isSolved(architecture)) return NO_TRAINING;
  const { epochs, batchSize, optimizer, decayPerEpoch, stepsPerDecay, stop } = chosen;
  return {
    epochs,
    batchSize,
    learningRate: learningRateOf(optimizer, architecture),
    momentum: optimizer.momentum,
    decay: decayPerEpoch,
    decaySteps: decayStepsOf(stepsPerDecay, { batchSize, dataset }),
    stop,
  };
}

/** The seeds of single purposes, as an axis may give them. */
export type GivenSeeds = Partial<
  Record<'labelSeed' | 'pixelSeed' | 'initSeed' | 'orderSeed', number | undefined>
>;

/** The seeds that are not the cell's own, of purposes that the cell draws anything for. */
function resolveSeeds(
  given: GivenSeeds & { readonly seed: number },
  { corruption, architecture }: Pick<Cell, 'corruption' | 'architecture'>,
): SeedOverrides {
  const purposes: readonly [SeedPurpose, number | undefined, boolean][] = [
    ['labels', given.labelSeed, labelNoise(corruption) > 0],
    ['pixels', given.pixelSeed, corruptsImages(corruption)],
    ['init', given.initSeed, true],
    ['order', given.orderSeed, !isSolved(architecture)],
  ];
  return Object.fromEntries(
    purposes.filter(([, seed, isUsed]) => isUsed && seed !== undefined && seed !== given.seed),
  ) as SeedOverrides;
}

/** Whether a cell can have corrupted test labels; those of a two-class problem have no true form. */
export const hasTestLabels = (corruption: Corruption): boolean =>
  labelNoise(corruption) > 0 && corruption.kind !== 'random-binary-labels';

/** `undefined` where nothing is asked for beyond what every cell measures. */
function resolveMeasures(spec: MeasuresSpec = {}, { epochs: last }: Training): MeasureRequest | undefined {
  const { sharpness = false, examples = false } = spec;
  const epochs = (spec.epochs ?? []).filter((epoch) => epoch < last).toSorted((a, b) => a - b);
  return epochs.length > 0 || sharpness || examples ? { epochs, sharpness, examples } : undefined;
}

/** The parts of a cell, each resolved by itself. */
export interface CellParts extends Pick<
  Cell,
  'dataset' | 'corruption' | 'regularizer' | 'architecture' | 'training' | 'seed'
> {
  readonly seeds: GivenSeeds;
  readonly testLabels: 'clean' | 'corrupted';
  readonly leaveOut: number | 'none';
  readonly measures: MeasuresSpec | undefined;
}

/** A cell from its parts: what makes no difference to it is left out. */
export function cellOf(parts: CellParts): Cell {
  const { dataset, corruption, regularizer, architecture, training, seed, testLabels, leaveOut } = parts;
  const seeds = resolveSeeds({ seed, ...parts.seeds }, parts);
  // What is solved has nothing to ask for: no epochs, and no history of its examples.
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

/** The cell that a spec's values stand for: every default and `auto` written out, every synonym made one. */
export function resolveCell(spec: CellSpec): Cell {
  const dataset = resolveDataset(spec.dataset);
  const architecture = resolveArchitecture(spec.architecture);
  const { optimizer = {}, stop = {}, ...training } = spec.training;
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
