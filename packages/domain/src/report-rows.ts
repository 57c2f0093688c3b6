/** A statistic over seeds. Shares, accuracies and errors are 0 … 1 throughout, losses are in nats. */
interface Spread {
  /** Number of cells, a seed each. */
  readonly n: number;
  /** Standard deviation of the sample; `null` of one cell. */
  readonly sd: number | null;
  /** Limits of the 95 % interval of the mean; `null` of one cell. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A statistic that is drawn. */
export interface DrawnSpread extends Spread {
  /** The number of each cell, where there are so few that an interval says less; else `null`. */
  readonly singles: readonly number[] | null;
}

/** What a mean is over: rows of equal settings differ in nothing but their other columns. */
export interface OfSettings {
  /** A digest of all that cells have besides seeds, a learning rate for example; {@link SettingsRow} says of what. */
  readonly settings: string;
}

/** What a row of a figure is trained on. */
export interface OfImages {
  readonly dataset: string;
  readonly trainImages: number;
}

/** Cells of a sweep that differ in nothing but seeds: each cell is in one such row. */
export interface CombinationRow {
  /** A digest. */
  readonly combination: string;
  readonly dataset: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  /** All, those that succeeded, those that diverged, and those without a result. */
  readonly cells: number;
  readonly n: number;
  readonly diverged: number;
  readonly unfinished: number;
  /** Means over the cells that succeeded; `null` where none did. */
  readonly epochs: number | null;
  readonly trainAccuracy: number | null;
  readonly trainSd: number | null;
  readonly testAccuracy: number | null;
  readonly testSd: number | null;
  readonly trainLoss: number | null;
  /** As JSON: a cell without its seeds. */
  readonly spec: string;
}

/** A point of the mean learning curve of a combination. */
export interface CombinationCurveRow {
  readonly combination: string;
  readonly epoch: number;
  /** Cells that trained for so many epochs. */
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
  /** As {@link DrawnSpread} says. */
  readonly trainLossSingles: readonly number[] | null;
  readonly trainSingles: readonly number[] | null;
  readonly testSingles: readonly number[] | null;
}

/** How many succeeded cells the tables and figures of the paper leave out, and why. */
export interface IncomparableRow {
  readonly reason: string;
  readonly cells: number;
}

/** How far a network fits labels of two random classes (paper, section 1.3). */
export interface RademacherRow extends Spread, OfImages, OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  /** −1 … 1 */
  readonly complexity: number;
}

/** How much the losses of test images change when one train image is left out (paper, section 1.3). */
export interface StabilityRow extends OfImages, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  /** Pairs of cells. */
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
  /** Of the `n` cells, those that trained for all the epochs they were allowed without fitting. */
  readonly unfitted: number;
  /** Of the `n` cells, those that a stop rule or patience ended before they fitted. */
  readonly censored: number;
  /** What `sd`, `low`, `high` and `singles` are about; `null` unless all cells fitted. */
  readonly epochsToFit: number | null;
  /** What the mean over all cells is not below: that of those that have not fitted is more than they trained. */
  readonly epochsAtLeast: number;
  /** As many times that without noise on as many train images; `null` where one of the two is. */
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
  /** `null` where there is no such image. */
  readonly cleanTrainAccuracy: number | null;
  readonly cleanLow: number | null;
  readonly cleanHigh: number | null;
  readonly corruptedTrainAccuracy: number | null;
  readonly corruptedLow: number | null;
  readonly corruptedHigh: number | null;
  /** As {@link DrawnSpread} says. */
  readonly cleanSingles: readonly number[] | null;
  readonly corruptedSingles: readonly number[] | null;
}

/** Test error of linear models and kernels by the number of train images, and how large solutions are (paper, section 5). */
export interface KernelSectionRow extends DrawnSpread, OfSettings {
  readonly dataset: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly testError: number;
  /** Mean norm of what is solved; `null` of what descended. */
  readonly solutionNorm: number | null;
  /** Mean distance of what descended to the solution of least norm; `null` of what is solved. */
  readonly distanceToMinNorm: number | null;
  /** Both with the whole train set alone. */
  readonly paperTestError: number | null;
  readonly paperSolutionNorm: number | null;
}

/** How well the networks that theorem 1 writes down give labels back; the spread is that of the accuracy. */
export interface Theorem1Row extends Spread, OfSettings {
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly trainImages: number;
  readonly trainAccuracy: number;
  /** The largest of an output, over all cells; `null` where it was not measured. */
  readonly maxError: number | null;
}

/** The smallest MLP of one hidden layer that fitted so many random labels, beside theorem 1. */
export interface FitWidthRow extends OfSettings {
  readonly regularizer: string;
  readonly trainImages: number;
  /** `null` where no width fitted. */
  readonly width: number | null;
  /** Cells of that width, and those of them that fitted. */
  readonly n: number;
  readonly fitted: number;
  readonly parameterCount: number | null;
  /** 2n + d; `null` of a data set that Rote knows nothing of. */
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
  /** Cells that diverged; they are not in the mean. */
  readonly diverged: number;
  readonly trainAccuracy: number | null;
  readonly paperTrainAccuracy: number | null;
  /** `false` where the paper says that training does not converge; `null` where it says nothing. */
  readonly paperConverges: boolean | null;
}

/**
 * How a number of ours stands to the paper's. Nothing is said of a part of the train set (subset), of a number without a band
 * and outside the tolerance whose interval holds the paper's (unclear), and of times that some cells do not have, because they
 * trained to the end without fitting (unfitted) or were stopped before (censored).
 */
export type Verdict = 'agrees' | 'differs' | 'unclear' | 'unfitted' | 'censored' | 'subset';

/** A number of the paper beside ours. */
export interface ComparisonRow extends Spread, OfSettings {
  readonly source: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly metric: string;
  /** Null where all cells diverged, and of times that not all cells have. */
  readonly ours: number | null;
  /** What the mean of such times is not below; `null` of everything else. */
  readonly atLeast: number | null;
  readonly paper: number | null;
  readonly bandLow: number | null;
  readonly bandHigh: number | null;
  readonly verdict: Verdict;
}

/** Test accuracy of a cell trained on random labels, and what it would be if classes had each other's names. */
export interface LeakRow extends OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly testImages: number;
  readonly testAccuracy: number;
  readonly expected: number;
  /** Of the accuracies under all names; `null` of a cell whose confusion counts were not kept. */
  readonly sd: number | null;
  /** `null` where the accuracy is no sign of anything, and without confusion counts. */
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
 * Kendall's rank correlation of a measure with test error, over the cells with as many images of one data set, of one
 * corruption or (`null`) of all.
 */
export interface CorrelationRow {
  readonly dataset: string;
  readonly trainImages: number;
  readonly corruption: string | null;
  readonly measure: string;
  readonly n: number;
  /** −1 … 1; `null` where all cells are tied. */
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
  /** Of a curve against epochs. */
  readonly epoch: number | null;
  readonly metric: string;
  readonly value: number;
}

/** What is behind a digest. */
export interface SettingsRow extends OfSettings {
  readonly architecture: string;
  readonly regularizer: string;
  /** As JSON: a cell without its seeds, its corruption and the number of its train images. */
  readonly spec: string;
}

/** A cell that has not succeeded, and what it has cost so far. */
export interface UnfinishedRow {
  readonly state: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly seed: number;
  readonly attempts: number;
  /** Of all its attempts. */
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
