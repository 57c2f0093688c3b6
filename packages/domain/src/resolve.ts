import type { Architecture, Cell, CellDataset, Corruption, Regularizer, StopRule } from './cell.js';
import { DATASETS } from './dataset.js';
import type {
  ArchitectureSpec,
  CorruptionSpec,
  DatasetSpec,
  RegularizerSpec,
  TrainingSpec,
} from './sweep-spec.js';

/** One value for every axis, as the spec writes them. */
export interface CellSpec {
  readonly corruption: CorruptionSpec;
  readonly regularizer: RegularizerSpec;
  readonly architecture: ArchitectureSpec;
  readonly seed: number;
  readonly training: TrainingSpec;
}

/** Dropout rate and patience of the regularizers that are given by name alone. */
const DROPOUT_RATE = 0.5;
const PATIENCE_EPOCHS = 10;

const MLP_NAME = /^mlp-(\d+)x(\d+)$/;

export function resolveDataset(spec: DatasetSpec): CellDataset {
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
  if (spec.probability === 0) return { kind: 'none' };
  return spec.probability === 1 ? { kind: 'random-labels' } : spec;
}

export function resolveArchitecture(spec: ArchitectureSpec): Architecture {
  if (typeof spec !== 'string') return { kind: 'mlp', depth: spec.depth, width: spec.width };
  if (spec === 'inception-small') return { kind: 'inception-small', batchNorm: true };
  if (spec === 'inception-small-no-bn') return { kind: 'inception-small', batchNorm: false };
  if (spec === 'alexnet-small') return { kind: 'alexnet-small' };
  const [, depth, width] = MLP_NAME.exec(spec) ?? [];
  return { kind: 'mlp', depth: Number(depth), width: Number(width) };
}

/** The usual coefficient of an architecture; the paper does not print it. */
function usualWeightDecay(architecture: Architecture): number {
  switch (architecture.kind) {
    case 'inception-small':
      return 4e-5;
    case 'alexnet-small':
      return 4e-3;
    case 'mlp':
      return 5e-4;
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** The paper's initial rate (section 2 and appendix A). */
const paperLearningRate = (architecture: Architecture): number =>
  architecture.kind === 'inception-small' ? 0.1 : 0.01;

export function resolveRegularizer(spec: RegularizerSpec, architecture: Architecture): Regularizer {
  if (typeof spec === 'object' && !Array.isArray(spec)) {
    const { weightDecay = 0, dropout = 0, augmentation = 'none', patience = null } = spec;
    return {
      weightDecay: weightDecay === 'auto' ? usualWeightDecay(architecture) : weightDecay,
      dropout,
      augmentation,
      patience,
    };
  }
  const names: readonly string[] = typeof spec === 'string' ? [spec] : spec;
  const has = (name: string): boolean => names.includes(name);
  return {
    weightDecay: has('weight-decay') ? usualWeightDecay(architecture) : 0,
    dropout: has('dropout') ? DROPOUT_RATE : 0,
    augmentation: has('random-crop') ? 'random-crop' : has('flip-rotation') ? 'flip-rotation' : 'none',
    patience: has('early-stopping') ? PATIENCE_EPOCHS : null,
  };
}

const resolveStop = (spec: NonNullable<TrainingSpec['stop']>): StopRule => ({
  trainLoss: spec.trainLoss ?? null,
  trainAccuracy: spec.trainAccuracy ?? null,
});

/** The cell that a spec's values stand for: every default and `auto` written out, every synonym made one. */
export function resolveCell(spec: CellSpec, dataset: CellDataset): Cell {
  const architecture = resolveArchitecture(spec.architecture);
  const {
    epochs = 60,
    batchSize = 128,
    optimizer = {},
    decayPerEpoch = 0.95,
    stepsPerDecay = 'auto',
  } = spec.training;
  const { learningRate = 'auto', momentum = 0.9 } = optimizer;
  return {
    dataset,
    corruption: resolveCorruption(spec.corruption),
    regularizer: resolveRegularizer(spec.regularizer, architecture),
    architecture,
    training: {
      epochs,
      batchSize,
      learningRate: learningRate === 'auto' ? paperLearningRate(architecture) : learningRate,
      momentum,
      decay: decayPerEpoch,
      decaySteps:
        stepsPerDecay === 'auto' ? Math.ceil(DATASETS[dataset.name].train / batchSize) : stepsPerDecay,
      stop: resolveStop(spec.training.stop ?? {}),
    },
    seed: spec.seed,
  };
}
