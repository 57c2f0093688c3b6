/** A statistic over seeds. In all rows, shares, accuracies and errors are 0 … 1, and losses are in nats. */
interface Spread {
  /** Number of cells, one per seed. */
  readonly n: number;
  /** Sample standard deviation; `null` for a single cell. */
  readonly sd: number | null;
  /** Limits of the 95 % confidence interval of the mean; `null` for a single cell. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A statistic that a figure draws. */
export interface DrawnSpread extends Spread {
  /** The value of each cell if there are too few for an interval to be more informative; otherwise `null`. */
  readonly singles: readonly number[] | null;
}

/** What a mean covers. Rows with equal settings differ only in their other columns. */
export interface OfSettings {
  /** A digest of everything in a cell but its seeds, such as the learning rate; see {@link SettingsRow}. */
  readonly settings: string;
}

/** The train set of a row in a figure. */
export interface OfImages {
  readonly dataset: string;
  readonly trainImages: number;
}

/** Cells of a sweep that differ only in their seeds. Each cell is in exactly one such row. */
export interface CombinationRow {
  /** A digest. */
  readonly combination: string;
  readonly dataset: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  /** Numbers of cells: all of them, those that succeeded, those that diverged, and those without a result. */
  readonly cells: number;
  readonly n: number;
  readonly diverged: number;
  readonly unfinished: number;
  /** Means over the cells that succeeded; `null` if none did. */
  readonly epochs: number | null;
  readonly trainAccuracy: number | null;
  readonly trainSd: number | null;
  readonly testAccuracy: number | null;
  readonly testSd: number | null;
  readonly trainLoss: number | null;
  /** A cell without its seeds, as JSON. */
  readonly spec: string;
}

/** A point of the mean learning curve of a combination. */
export interface CombinationCurveRow {
  readonly combination: string;
  readonly epoch: number;
  /** Number of cells that trained for this many epochs. */
  readonly n: number;
  readonly trainLoss: number;
  readonly trainLossLow: number | null;
  readonly trainLossHigh: number | null;
  readonly trainAccuracy: number;
  readonly trainLow: number | null;
  readonly trainHigh: number | null;
  readonly testAccuracy: number;
  readonly testLow: number | null;
  readonly testHigh: number | null;
  /** See {@link DrawnSpread}. */
  readonly trainLossSingles: readonly number[] | null;
  readonly trainSingles: readonly number[] | null;
  readonly testSingles: readonly number[] | null;
}

/** How many succeeded cells the paper's tables and figures omit, and why. */
export interface IncomparableRow {
  readonly reason: string;
  readonly cells: number;
}

/** How well a network fits random labels of two classes (paper, section 1.3). */
export interface RademacherRow extends Spread, OfImages, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  /** −1 … 1 */
  readonly complexity: number;
}

/** How much the losses of test images change if one train image is left out (paper, section 1.3). */
export interface StabilityRow extends OfImages, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  /** Number of pairs of cells. */
  readonly n: number;
  readonly maxDifference: number;
  readonly meanDifference: number;
}

/** Train loss after an epoch (paper, figure 1a). */
export interface LossRow extends DrawnSpread, OfImages, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly regularizer: string;
  readonly epoch: number;
  readonly trainLoss: number;
  readonly paperTrainLoss: number | null;
}

/** Epochs until the train set is fitted, by label noise (paper, figure 1b). */
export interface FitTimeRow extends DrawnSpread, OfImages, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly labelNoise: number;
  /** How many of the `n` cells trained for all their epochs without fitting. */
  readonly unfitted: number;
  /** How many of the `n` cells were stopped by a stop rule or by patience before they fitted. */
  readonly censored: number;
  /** The mean to which `sd`, `low`, `high` and `singles` belong; `null` unless all cells fitted. */
  readonly epochsToFit: number | null;
  /** A lower bound of the mean over all cells: a cell that has not fitted needs more epochs than it trained. */
  readonly epochsAtLeast: number;
  /** Ratio to the time without label noise on as many train images; `null` if either time is. */
  readonly relativeTime: number | null;
  readonly paperRelativeTime: number | null;
  readonly paperEpochs: number | null;
}

/** Test error by label noise (paper, figure 1c). */
export interface TestErrorRow extends DrawnSpread, OfImages, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly labelNoise: number;
  readonly testError: number;
  readonly paperTestError: number | null;
}

/** Test accuracy after an epoch, with and without batch normalization (paper, figure 2b). */
export interface BatchNormRow extends DrawnSpread, OfImages, OfSettings {
  readonly batchNorm: boolean;
  readonly epoch: number;
  readonly testAccuracy: number;
  readonly paperTestAccuracy: number | null;
}

/** How far train images with true and with wrong labels are fitted after an epoch. */
export interface LabelFitRow extends OfImages, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly epoch: number;
  readonly n: number;
  /** `null` if there is no such image. */
  readonly cleanTrainAccuracy: number | null;
  readonly cleanLow: number | null;
  readonly cleanHigh: number | null;
  readonly corruptedTrainAccuracy: number | null;
  readonly corruptedLow: number | null;
  readonly corruptedHigh: number | null;
  /** See {@link DrawnSpread}. */
  readonly cleanSingles: readonly number[] | null;
  readonly corruptedSingles: readonly number[] | null;
}

/**
 * Test error of linear models and kernels by number of train images, and the norms of their solutions (paper, section
 * 5).
 */
export interface KernelSectionRow extends DrawnSpread, OfSettings {
  readonly dataset: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly testError: number;
  /** Mean norm of the solutions if they are solved; `null` if they are trained. */
  readonly solutionNorm: number | null;
  /** Mean distance to the minimum-norm solution if they are trained; `null` if they are solved. */
  readonly distanceToMinNorm: number | null;
  /** Both refer to the whole train set. */
  readonly paperTestError: number | null;
  readonly paperSolutionNorm: number | null;
}

/** How well the networks that theorem 1 constructs reproduce labels; the spread is that of the accuracy. */
export interface Theorem1Row extends Spread, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly trainImages: number;
  readonly trainAccuracy: number;
  /** The largest error of an output, over all cells; `null` if it was not measured. */
  readonly maxError: number | null;
}

/** The smallest MLP with one hidden layer that fitted this many random labels, compared with theorem 1. */
export interface FitWidthRow extends OfSettings {
  readonly regularizer: string;
  readonly trainImages: number;
  /** `null` if no width fitted. */
  readonly width: number | null;
  /** Number of cells of that width, and how many of them fitted. */
  readonly n: number;
  readonly fitted: number;
  readonly parameterCount: number | null;
  /** 2n + d; `null` for a data set that Rote knows nothing about. */
  readonly theorem1Weights: number | null;
}

/** A row of the paper's table 1. */
export interface AccuracyRow extends OfSettings {
  readonly architecture: string;
  readonly randomCrop: boolean;
  readonly weightDecay: boolean;
  readonly labels: string;
  readonly trainImages: number;
  readonly n: number;
  readonly trainAccuracy: number | null;
  readonly trainSd: number | null;
  readonly testAccuracy: number | null;
  readonly testSd: number | null;
  readonly paperTrainAccuracy: number | null;
  readonly paperTestAccuracy: number | null;
}

/** A row of the paper's table 4: random labels with a regularizer. */
export interface RegularizedRow extends Spread, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly trainImages: number;
  /** Number of cells that diverged. They are not part of the mean. */
  readonly diverged: number;
  readonly trainAccuracy: number | null;
  readonly paperTrainAccuracy: number | null;
  /** `false` if the paper says that training does not converge; `null` if it does not say. */
  readonly paperConverges: boolean | null;
}

/**
 * How one of our numbers compares with the paper's. Three cases allow no verdict: only a part of the train set was used
 * (subset); the paper's number has no band and lies beyond the tolerance but within our interval (unclear); or some
 * cells have no time to fit, because they trained to the end without fitting (unfitted) or were stopped earlier
 * (censored).
 */
export type Verdict = 'agrees' | 'differs' | 'unclear' | 'unfitted' | 'censored' | 'subset';

/** A number from the paper next to ours. */
export interface ComparisonRow extends Spread, OfSettings {
  readonly source: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly metric: string;
  /** `null` if all cells diverged, or if it is a time that some cells lack. */
  readonly ours: number | null;
  /** A lower bound of the mean if it is such a time; otherwise `null`. */
  readonly atLeast: number | null;
  readonly paper: number | null;
  readonly bandLow: number | null;
  readonly bandHigh: number | null;
  readonly verdict: Verdict;
}

/** Test accuracy of a cell trained on random labels, and its distribution if the classes' names were permuted. */
export interface LeakRow extends OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly testImages: number;
  readonly testAccuracy: number;
  readonly expected: number;
  /** Standard deviation of the accuracy over all permutations; `null` if the cell's confusion counts were not kept. */
  readonly sd: number | null;
  /** `null` if the accuracy has no significance, or without confusion counts. */
  readonly pValue: number | null;
  /** Whether chance explains the accuracy; `null` without confusion counts. */
  readonly inside: boolean | null;
}

/** What stopping a cell at its best test accuracy would have gained. */
export interface EarlyStoppingRow extends OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly bestTestAccuracy: number;
  readonly testAccuracy: number;
  readonly gain: number;
}

/**
 * Kendall's rank correlation of a measure with the test error, over cells with the same data set and number of train
 * images. The cells have one corruption, or any if it is `null`.
 */
export interface CorrelationRow {
  readonly dataset: string;
  readonly trainImages: number;
  readonly corruption: string | null;
  readonly measure: string;
  readonly n: number;
  /** −1 … 1; `null` if all cells are tied. */
  readonly tau: number | null;
}

/** A point of a curve of the paper's figures 1a, 1b, 1c and 2b; accuracies and errors are 0 … 1, losses are in nats. */
export interface PaperPoint {
  /** For example `figure-1a`. */
  readonly source: string;
  readonly dataset: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  /** Set for a curve over epochs. */
  readonly epoch: number | null;
  readonly metric: string;
  readonly value: number;
}

/** What a digest stands for. */
export interface SettingsRow extends OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  /** A cell without its seeds, its corruption and its number of train images, as JSON. */
  readonly spec: string;
}

/** A cell without success, and its cost so far. */
export interface UnfinishedRow {
  readonly state: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly seed: number;
  readonly attempts: number;
  /** Sum over all its attempts. */
  readonly seconds: number;
  readonly error: string | null;
}

/** The rows behind a sweep's figures and tables. */
export interface ReportRows {
  readonly combinations: readonly CombinationRow[];
  readonly combinationCurves: readonly CombinationCurveRow[];
  readonly incomparable: readonly IncomparableRow[];
  readonly rademacherComplexity: readonly RademacherRow[];
  readonly uniformStability: readonly StabilityRow[];
  readonly figure1a: readonly LossRow[];
  readonly figure1b: readonly FitTimeRow[];
  readonly figure1c: readonly TestErrorRow[];
  readonly figure2b: readonly BatchNormRow[];
  readonly labelFitOverTime: readonly LabelFitRow[];
  readonly kernelSection: readonly KernelSectionRow[];
  readonly theorem1: readonly Theorem1Row[];
  readonly fitWidth: readonly FitWidthRow[];
  readonly table1: readonly AccuracyRow[];
  readonly table4: readonly RegularizedRow[];
  readonly paperComparison: readonly ComparisonRow[];
  readonly leakCheck: readonly LeakRow[];
  readonly earlyStoppingGain: readonly EarlyStoppingRow[];
  readonly measureCorrelation: readonly CorrelationRow[];
  readonly paperCurves: readonly PaperPoint[];
  readonly settings: readonly SettingsRow[];
  readonly unfinished: readonly UnfinishedRow[];
}
