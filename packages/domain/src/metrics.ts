/** Loss and accuracy over a set of images, in evaluation mode. */
export interface Score {
  /**
   * Mean cross-entropy in nats, without any penalty; of linear models, kernels and memorizers the mean of half the
   * squared distance from the target.
   */
  readonly loss: number;
  /** 0 … 1 */
  readonly accuracy: number;
}

/** One row of a learning curve, measured after the epoch's last step. */
export interface EpochMetrics {
  /** 1-based. */
  readonly epoch: number;
  /** Optimiser steps taken since the start. */
  readonly step: number;
  /** Over the whole train set, with the labels trained on. */
  readonly train: Score;
  /**
   * Over the train images whose label was not changed by the corruption; `null` where there is none, or where labels are
   * other classes than those of the data set.
   */
  readonly trainClean: Score | null;
  /** Over the train images whose label was changed; `null` as before. */
  readonly trainCorrupted: Score | null;
  readonly test: Score;
  /** Best test accuracy up to this epoch: the oracle form of early stopping. */
  readonly bestTestAccuracy: number;
  /** Of the epoch's last step; `null` where the network was solved and not trained. */
  readonly learningRate: number | null;
  /**
   * ℓ2 norm over all parameters of the epoch's last mini-batch gradient, penalty included; `null` where the network was
   * solved.
   */
  readonly gradientNorm: number | null;
  /** ℓ2 norm over all trained parameters. */
  readonly weightNorm: number;
  /** Wall-clock time of the epoch, evaluation included. */
  readonly seconds: number;
  /** Train images a second, evaluation excluded. */
  readonly imagesPerSecond: number;
  /** Complexity measures by name, after the last epoch and those that were asked for; left out after others. */
  readonly measures?: Measures;
}

/** Values of complexity measures by name: lower-case words joined with `-`, a layer's name after a `/`. */
export type Measures = Readonly<Record<string, number>>;

/** What became of each example, in the order of the cell's data set. */
export interface ExampleRecords {
  /** The first epoch after which a train image had the label trained on; 0 where there was none. */
  readonly firstFitted: readonly number[];
  /** How often a train image had its label after one epoch and not after the next (Toneva et al. 2019). */
  readonly timesForgotten: readonly number[];
  /** The margin of each train image at the end: logit of its label less the largest other one. */
  readonly margins: readonly number[];
  /** The loss of each test image at the end. */
  readonly testLosses: readonly number[];
}

/** What of a train set a corruption touched. The hashes prove that two cells trained on the same data. */
export interface CorruptionRecord {
  /** Labels drawn anew; about a tenth of them (1/classes) drew their own class again. */
  readonly labelsSelected: number;
  /** Labels that differ from the true ones; `null` where they are other classes than those of the data set. */
  readonly labelsChanged: number | null;
  /** SHA-256 of the train labels as trained on, one byte each. */
  readonly labelsSha256: string;
  /**
   * SHA-256 of the train images as corrupted, at the centre 28×28 (NHWC), before preprocessing: bytes, or little-endian
   * float32 where the corruption is `gaussian`.
   */
  readonly imagesSha256: string;
}

/**
 * How often a model took the test images of each label (a row, the label it is judged by) for each class (a column):
 * `counts[label][predicted]`.
 */
export type ConfusionCounts = readonly (readonly number[])[];

/** `solved`: there was nothing to train. */
export type StopReason = 'epochs' | 'stop-rule' | 'patience' | 'diverged' | 'solved';

/** What a finished cell has. A diverged cell is finished too: `final` is then its last epoch, if it has one. */
export interface CellResult {
  readonly outcome: 'succeeded' | 'diverged';
  readonly stopReason: StopReason;
  readonly epochs: number;
  readonly steps: number;
  readonly final: EpochMetrics | null;
  readonly bestTestAccuracy: number | null;
  readonly bestTestEpoch: number | null;
  /**
   * First epoch whose train loss is at most 0.05, the paper's "time to overfit"; `null` if never, and for models whose loss
   * is a square, for which 0.05 is no measure of anything.
   */
  readonly epochsToFit: number | null;
  readonly parameterCount: number;
  readonly corruption: CorruptionRecord;
  /** Wall-clock time of training and evaluation. */
  readonly seconds: number;
  /** Train images a second over all epochs, evaluation excluded. */
  readonly imagesPerSecond: number;
  /** Of the test images with the final weights; left out where training diverged. */
  readonly confusion?: ConfusionCounts;
  /** Where the cell asked for them. */
  readonly examples?: ExampleRecords;
}

/** The train loss at which a train set counts as fitted. */
export const FIT_LOSS = 0.05;

/** What a training run says while it runs. */
export interface TrainEvent {
  readonly type: 'epoch-finished';
  readonly metrics: EpochMetrics;
}
