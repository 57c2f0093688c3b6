import { Type } from 'typebox';
import { closed, Nullable } from './spec-parts.js';
import type { ValueOf } from './value-of.js';

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Seconds = (description: string) => Type.Number({ minimum: 0, description });

/** Loss and accuracy over a set of images, in evaluation mode. */
export const Score = Type.Object(
  {
    // A cross-entropy of zero may come out of single precision as slightly less.
    loss: Type.Number({
      description: 'mean cross-entropy in nats, or half the mean squared distance, without any penalty',
    }),
    accuracy: Type.Number({ minimum: 0, maximum: 1, description: 'share of right answers, 0 to 1' }),
  },
  { ...closed, description: 'loss and accuracy over a set of images, in evaluation mode' },
);
export type Score = ValueOf<typeof Score>;

/** Values of complexity measures by name: lower-case words joined with `-`, a layer's name after a `/`. */
export type Measures = Readonly<Record<string, number>>;

/** One row of a learning curve, measured after the epoch's last step. */
export const EpochMetrics = Type.Object(
  {
    epoch: Type.Integer({ minimum: 1, description: '1-based' }),
    step: Type.Integer({ minimum: 0, description: 'optimizer steps taken since the start' }),
    /** Over the whole train set, with the labels trained on. */
    train: Score,
    /** `null` also where labels are other classes than those of the data set. */
    trainClean: Nullable(Score, {
      description: 'over the train images whose label was not changed; null where there is none',
    }),
    trainCorrupted: Nullable(Score, {
      description: 'over the train images whose label was changed; null where there is none',
    }),
    test: Score,
    /** The oracle form of early stopping. */
    bestTestAccuracy: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'best test accuracy up to this epoch',
    }),
    learningRate: Nullable(Type.Number({ minimum: 0 }), {
      description: "rate of the epoch's last step; null where there was nothing to train",
    }),
    gradientNorm: Nullable(Type.Number({ minimum: 0 }), {
      description:
        "ℓ2 norm of the epoch's last mini-batch gradient, penalty included; null where there was nothing to train",
    }),
    weightNorm: Type.Number({ minimum: 0, description: 'ℓ2 norm over all trained parameters' }),
    seconds: Seconds('wall-clock time, evaluation included'),
    imagesPerSecond: Type.Number({ minimum: 0, description: 'train images a second, evaluation excluded' }),
    measures: Type.Optional(
      Type.Record(Type.String(), Type.Number(), {
        description: 'complexity measures by name, after the last epoch and those that were asked for',
      }),
    ),
  },
  { ...closed, description: "one row of a learning curve, measured after the epoch's last step" },
);
export type EpochMetrics = ValueOf<typeof EpochMetrics>;

const ExampleRecords = Type.Object(
  {
    firstFitted: Type.Array(Count, {
      description: 'the first epoch after which a train image had the label trained on; 0 if none',
    }),
    timesForgotten: Type.Array(Count, {
      description:
        'how often a train image had its label after one epoch and not after the next (Toneva et al. 2019)',
    }),
    margins: Type.Array(Type.Number(), {
      description: 'margin of each train image at the end: logit of its label less the largest other one',
    }),
    testLosses: Type.Array(Type.Number(), { description: 'loss of each test image at the end' }),
  },
  closed,
);
/** What became of each example, in the order of the cell's data set. */
export type ExampleRecords = ValueOf<typeof ExampleRecords>;

const Sha256 = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });

const CorruptionRecord = Type.Object(
  {
    /** About a tenth of them (1/classes) drew their own class again. */
    labelsSelected: Type.Integer({ minimum: 0, description: 'labels drawn anew' }),
    labelsChanged: Nullable(Count, {
      description:
        'labels that differ from the true ones; null where they are other classes than those of the data set',
    }),
    /** One byte each. */
    labelsSha256: Sha256('SHA-256 of the train labels as trained on'),
    /** At the center 28×28 (NHWC): bytes, or little-endian float32 where the corruption is `gaussian`. */
    imagesSha256: Sha256('SHA-256 of the train images before preprocessing'),
  },
  { ...closed, description: 'what of the train set the corruption touched' },
);
/** What of a train set a corruption touched. The hashes prove that two cells trained on the same data. */
export type CorruptionRecord = ValueOf<typeof CorruptionRecord>;

/**
 * How often a model took the test images of each label (a row, the label it is judged by) for each class (a column):
 * `counts[label][predicted]`.
 */
export type ConfusionCounts = readonly (readonly number[])[];

/** What a finished cell has. A diverged cell is finished too: `final` is then its last epoch, if it has one. */
export const CellResult = Type.Object(
  {
    outcome: Type.Enum(['succeeded', 'diverged'], { description: 'diverged is a result too' }),
    /** `solved`: there was nothing to train. */
    stopReason: Type.Enum(['epochs', 'stop-rule', 'patience', 'diverged', 'solved']),
    epochs: Type.Integer({ minimum: 0, description: 'epochs trained' }),
    steps: Type.Integer({ minimum: 0, description: 'optimizer steps taken' }),
    final: Nullable(EpochMetrics, { description: 'the last epoch; null where it diverged in its first' }),
    bestTestAccuracy: Nullable(Share),
    bestTestEpoch: Nullable(Type.Integer({ minimum: 1 })),
    /** The paper's "time to overfit"; a loss of 0.05 says nothing of models whose loss is a square. */
    epochsToFit: Nullable(Type.Integer({ minimum: 1 }), {
      description:
        'first epoch with a train loss of at most 0.05; null if never, and for models whose loss is a square',
    }),
    parameterCount: Type.Integer({ minimum: 1 }),
    corruption: CorruptionRecord,
    seconds: Seconds('wall-clock time of training and evaluation'),
    imagesPerSecond: Type.Number({ minimum: 0, description: 'train images a second, evaluation excluded' }),
    confusion: Type.Optional(
      Type.Array(Type.Array(Count), {
        description: 'of the test images with the final weights; left out where training diverged',
      }),
    ),
    /** Where the cell asked for them. */
    examples: Type.Optional(ExampleRecords),
  },
  { ...closed, description: 'what a finished cell has' },
);
export type CellResult = ValueOf<typeof CellResult>;
export type StopReason = CellResult['stopReason'];

/** The train loss at which a train set counts as fitted. */
export const FIT_LOSS = 0.05;

/** What a training run says while it runs. */
export interface TrainEvent {
  readonly type: 'epoch-finished';
  readonly metrics: EpochMetrics;
}
