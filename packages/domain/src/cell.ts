import type { DatasetName, IMAGE_FOLDER, Preprocessing } from './dataset.js';

/**
 * A cell: one fully resolved experiment, a frozen value. Two cells with equal values are the same experiment and have
 * the same id. An optional field is left out where it would change nothing, so there is one way to write each cell.
 */
export interface Cell {
  readonly dataset: CellDataset;
  readonly corruption: Corruption;
  readonly regularizer: Regularizer;
  readonly architecture: Architecture;
  readonly training: Training;
  /** Labels, pixels, initial weights and order all derive from it, but for what `seeds` names. */
  readonly seed: number;
  /** Seeds of single purposes, where they are not `seed`. */
  readonly seeds?: SeedOverrides;
  /** Test labels are corrupted in the manner of train labels; left out, they are true. */
  readonly testLabels?: 'corrupted';
  /** The train image (its index within the subset) that is neither trained on nor scored: for stability. */
  readonly leaveOut?: number;
  /** What is measured besides the measures of every cell's end. */
  readonly measures?: MeasureRequest;
}

/** What a cell draws random numbers for: `order` is of mini-batches, and with it of augmentation and dropout. */
export const SEED_PURPOSES = ['labels', 'pixels', 'init', 'order'] as const;
export type SeedPurpose = (typeof SEED_PURPOSES)[number];
export type SeedOverrides = Readonly<Partial<Record<SeedPurpose, number>>>;

/** The seed that a cell's numbers for a purpose derive from. */
export const seedFor = ({ seed, seeds }: Pick<Cell, 'seed' | 'seeds'>, purpose: SeedPurpose): number =>
  seeds?.[purpose] ?? seed;

/** What a cell measures on request: it costs time, or room in the database. */
export interface MeasureRequest {
  /** Epochs after which to measure, besides the last one; in order. */
  readonly epochs: readonly number[];
  /** Whether to search for the sharpness too: some dozen passes over a part of the train set. */
  readonly sharpness: boolean;
  /** Whether to keep what became of each example. */
  readonly examples: boolean;
}

export type CellDataset = KnownDataset | FolderDataset;

/** A data set that is known before it is loaded. */
export interface KnownDataset {
  readonly name: DatasetName;
  /** Number of train and test images; fewer than the whole set has means a seeded choice without replacement. */
  readonly train: number;
  readonly test: number;
  /** Seed of that choice; the same for every cell of a sweep, whatever the cell's own seed. */
  readonly subsetSeed: number;
  readonly preprocessing: Preprocessing;
}

/** A folder of images, `train/CLASS/…` and `val/CLASS/…`, in the data directory. What it has to have is part of the cell. */
export interface FolderDataset {
  readonly name: typeof IMAGE_FOLDER;
  /** Its name in the data directory: {@link isFolderName}. */
  readonly folder: string;
  /** Folders in `train`. */
  readonly classes: number;
  /** Images in the folder. */
  readonly images: { readonly train: number; readonly test: number };
  /** As of any data set. */
  readonly train: number;
  readonly test: number;
  readonly subsetSeed: number;
  /** x / 127.5 − 1, as TensorFlow's Inception. */
  readonly preprocessing: 'inception';
}

/** A name, and never a path to anywhere else. */
export const FOLDER_NAME = '^(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';
export const isFolderName = (name: string): boolean => new RegExp(FOLDER_NAME).test(name);

/** The randomization tests of the paper's section 2.1. */
export type Corruption =
  | { readonly kind: 'none' }
  /**
   * Each train label is, with this probability, replaced with a uniformly random class: perhaps the same one, or
   * another one for sure.
   */
  | { readonly kind: 'partial-labels'; readonly probability: number; readonly excludeTrueClass?: true }
  /** An image of class i gets class j with probability `transitions[i][j]`. */
  | { readonly kind: 'asymmetric-labels'; readonly transitions: readonly (readonly number[])[] }
  | { readonly kind: 'random-labels' }
  /** One of two classes, uniformly, train and test: what the empirical Rademacher complexity is about (section 1.3). */
  | { readonly kind: 'random-binary-labels' }
  | { readonly kind: 'shuffled-pixels' }
  | { readonly kind: 'random-pixels' }
  | { readonly kind: 'gaussian' };

export type Augmentation = 'none' | 'random-crop' | 'flip-rotation';

export interface Regularizer {
  /**
   * Coefficient λ of λ/2·‖w‖² over the decayed weights of the architecture; 0 is off. Where a solution is computed and
   * not trained, that of ½‖f − y‖² + λ/2·‖w‖², summed over the train set: a ridge.
   */
  readonly weightDecay: number;
  /** Probability that an input of the last dense layer, or a unit of a hidden dense one, is dropped; 0 is off. */
  readonly dropout: number;
  readonly augmentation: Augmentation;
  /** Epochs without a better test accuracy after which training stops; `null` is off. */
  readonly patience: number | null;
}

export type Architecture =
  | { readonly kind: 'inception-small'; readonly batchNorm: boolean }
  | { readonly kind: 'alexnet-small' }
  /** Szegedy et al. 2015, on image folders. */
  | { readonly kind: 'inception-v3' }
  | { readonly kind: 'mlp'; readonly depth: number; readonly width: number }
  | LinearArchitecture
  | KernelArchitecture
  | MemorizerArchitecture;

/**
 * What a linear model or a kernel sees of an image: its values, the pooled responses of random filters (Coates and Ng
 * 2012), standardised and with a constant 1, or those of Gabor wavelets.
 */
export type Features =
  | { readonly kind: 'raw' }
  | { readonly kind: 'random-convolutions'; readonly filters: number; readonly side: number }
  | { readonly kind: 'gabor' };

/** One linear layer without bias, with squared loss on one-hot targets (paper, section 5). */
export type LinearArchitecture = LinearBy<DescentSolver> | LinearBy<MinNormSolver>;

interface LinearBy<Solver> {
  readonly kind: 'linear';
  readonly features: Features;
  readonly solver: Solver;
}

interface DescentSolver {
  readonly kind: 'sgd';
  /** Standard deviation of the normal weights to start from; 0 is zero. */
  readonly start: number;
}

/** The interpolating solution of least norm, by closed form. */
interface MinNormSolver {
  readonly kind: 'min-norm';
}

/** The interpolating solution of least norm with kernel exp(−γ‖x − x′‖²) (paper, section 5), solved in float64. */
export interface KernelArchitecture {
  readonly kind: 'kernel';
  readonly features: Features;
  readonly gamma: number;
}

/** Theorem 1's network, its weights written down and not trained; deeper than 2, that of its corollary. */
export interface MemorizerArchitecture {
  readonly kind: 'memorizer';
  /** Layers of weights: 2 or more. */
  readonly depth: number;
  readonly precision: 'float64' | 'float32';
}

/** An architecture that is solved, not trained. */
export type SolvedArchitecture = LinearBy<MinNormSolver> | KernelArchitecture | MemorizerArchitecture;

/** An architecture that is trained by gradient descent. */
export type TrainedArchitecture = Exclude<Architecture, SolvedArchitecture>;

export const isSolved = (architecture: Architecture): architecture is SolvedArchitecture =>
  architecture.kind === 'kernel' ||
  architecture.kind === 'memorizer' ||
  (architecture.kind === 'linear' && architecture.solver.kind === 'min-norm');

/** Whether the losses of an architecture are cross-entropies, in nats; those of the others are half squares. */
export const hasCrossEntropy = ({ kind }: Architecture): boolean =>
  kind !== 'linear' && kind !== 'kernel' && kind !== 'memorizer';

/** Stochastic gradient descent with momentum, and when to stop. */
export interface Training {
  /** At most so many passes over the train set. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  /** The rate is multiplied with `decay` after every `decaySteps` optimiser steps. */
  readonly decay: number;
  readonly decaySteps: number;
  readonly stop: StopRule;
}

/** Training stops after the first epoch that meets every limit that is not `null`; all `null` is never. */
export interface StopRule {
  /** Stop when the train loss is at most this. */
  readonly trainLoss: number | null;
  /** Stop when the train accuracy (0 … 1) is at least this. */
  readonly trainAccuracy: number | null;
}

/** The name of a corruption as results show it, without its probability. */
export const corruptionName = (corruption: Corruption): Corruption['kind'] => corruption.kind;

/**
 * The share of train labels that are replaced with a random class: 0 … 1. Of asymmetric noise, the share that leave
 * their class, were all classes equally frequent.
 */
export function labelNoise(corruption: Corruption): number {
  switch (corruption.kind) {
    case 'random-labels':
    case 'random-binary-labels':
      return 1;
    case 'partial-labels':
      return corruption.probability;
    case 'asymmetric-labels': {
      const { transitions } = corruption;
      return 1 - transitions.reduce((sum, row, i) => sum + row[i]!, 0) / transitions.length;
    }
    default:
      return 0;
  }
}

/** Whether a corruption moves or replaces pixels. */
export const corruptsImages = ({ kind }: Corruption): boolean =>
  kind === 'shuffled-pixels' || kind === 'random-pixels' || kind === 'gaussian';

/** The number of classes that a cell's labels have, out of those of its data set. */
export const classCount = ({ corruption }: Pick<Cell, 'corruption'>, classes: number): number =>
  corruption.kind === 'random-binary-labels' ? 2 : classes;

const featuresSuffix = ({ kind }: Features): string => (kind === 'raw' ? '' : `-${kind}`);

const solverSuffix = ({ solver }: LinearArchitecture): string =>
  solver.kind === 'min-norm' ? '-min-norm' : solver.start === 0 ? '' : `-from-${String(solver.start)}`;

/** The name of an architecture as specs and results write it, for example `mlp-3x512`. */
export function architectureName(architecture: Architecture): string {
  switch (architecture.kind) {
    case 'inception-small':
      return architecture.batchNorm ? 'inception-small' : 'inception-small-no-bn';
    case 'alexnet-small':
    case 'inception-v3':
      return architecture.kind;
    case 'mlp':
      return `mlp-${String(architecture.depth)}x${String(architecture.width)}`;
    case 'linear':
      return `linear${solverSuffix(architecture)}${featuresSuffix(architecture.features)}`;
    case 'kernel':
      return `kernel${featuresSuffix(architecture.features)}`;
    case 'memorizer':
      return `memorizer-${String(architecture.depth)}${architecture.precision === 'float32' ? '-float32' : ''}`;
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** What of a regularizer is on, joined with `+`, for example `weight-decay+random-crop`; `none` where nothing is. */
export function regularizerName(regularizer: Regularizer): string {
  const parts = [
    regularizer.weightDecay > 0 ? 'weight-decay' : undefined,
    regularizer.dropout > 0 ? 'dropout' : undefined,
    regularizer.augmentation === 'none' ? undefined : regularizer.augmentation,
    regularizer.patience === null ? undefined : 'early-stopping',
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'none' : parts.join('+');
}
