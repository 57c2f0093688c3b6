import { Type } from 'typebox';
import { closed, Nullable } from './spec-parts.js';
import type { ValueOf } from './value-of.js';

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Seconds = (description: string) => Type.Number({ minimum: 0, description });

/** Loss and accuracy over a set of images, in evaluation mode. */
export const Score = Type.Object(
  {
    // Single precision may turn a cross-entropy of zero into a slightly negative number.
    loss: Type.Number({
      description: 'mean cross-entropy in nats, or half the mean squared distance, without penalties',
    }),
    accuracy: Type.Number({ minimum: 0, maximum: 1, description: 'share of correct predictions, 0 to 1' }),
  },
  { ...closed, description: 'loss and accuracy over a set of images, in evaluation mode' },
);
export type Score = ValueOf<typeof Score>;

/** Values of complexity measures by name: lower-case words joined with `-`; a layer's name follows a `/`. */
export type Measures = Readonly<Record<string, number>>;

/** One row of a learning curve, measured after the epoch's last step. */
export const EpochMetrics = Type.Object(
  {
    epoch: Type.Integer({ minimum: 1, description: '1-based' }),
    step: Type.Integer({ minimum: 0, description: 'optimizer steps taken since the start' }),
    /** Over the whole train set, with the labels used for training. */
    train: Score,
    /** Also `null` if the labels are other classes than the data set's. */
    trainClean: Nullable(Score, {
      description: 'over the train images whose label was not changed; null if there are none',
    }),
    trainCorrupted: Nullable(Score, {
      description: 'over the train images whose label was changed; null if there are none',
    }),
    test: Score,
    /** An oracle for early stopping. */
    bestTestAccuracy: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'best test accuracy up to this epoch',
    }),
    learningRate: Nullable(Type.Number({ minimum: 0 }), {
      description: "rate of the epoch's last step; null if there was nothing to train",
    }),
    gradientNorm: Nullable(Type.Number({ minimum: 0 }), {
      description:
        "ℓ2 norm of the epoch's last mini-batch gradient, penalty included; null if there was nothing to train",
    }),
    weightNorm: Type.Number({ minimum: 0, description: 'ℓ2 norm over all trained parameters' }),
    seconds: Seconds('wall-clock time, including evaluation'),
    imagesPerSecond: Type.Number({
      minimum: 0,
      description: 'train images per second, excluding evaluation',
    }),
    measures: Type.Optional(
      Type.Record(Type.String(), Type.Number(), {
        description: 'complexity measures by name, after the last epoch and after those requested',
      }),
    ),
  },
  { ...closed, description: "one row of a learning curve, measured after the epoch's last step" },
);
export type EpochMetrics = ValueOf<typeof EpochMetrics>;

const ExampleRecords = Type.Object(
  {
    firstFitted: Type.Array(Count, {
      description:
        'the first epoch after which each train image was classified as its training label; 0 if none',
    }),
    timesForgotten: Type.Array(Count, {
      description:
        'how often each train image was classified correctly after one epoch but not after the next (Toneva et al. 2019)',
    }),
    margins: Type.Array(Type.Number(), {
      description: 'margin of each train image at the end: logit of its label minus the largest other logit',
    }),
    testLosses: Type.Array(Type.Number(), { description: 'loss of each test image at the end' }),
  },
  closed,
);
/** What happened to each example, in the order of the cell's data set. */
export type ExampleRecords = ValueOf<typeof ExampleRecords>;

const Sha256 = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });

const CorruptionRecord = Type.Object(
  {
    /** About a tenth of them (1/classes) drew their own class again. */
    labelsSelected: Type.Integer({ minimum: 0, description: 'labels that were redrawn' }),
    labelsChanged: Nullable(Count, {
      description:
        'labels that differ from the true ones; null if they are other classes than those of the data set',
    }),
    /** One byte each. */
    labelsSha256: Sha256('SHA-256 of the train labels used for training'),
    /** The central 28×28 pixels (NHWC): bytes, or little-endian float32 if the corruption is `gaussian`. */
    imagesSha256: Sha256('SHA-256 of the train images before preprocessing'),
  },
  { ...closed, description: 'what the corruption changed in the train set' },
);
/** What a corruption changed in a train set. Equal hashes prove that two cells trained on the same data. */
export type CorruptionRecord = ValueOf<typeof CorruptionRecord>;

/**
 * How often a model predicted each class (column) for test images with each label (row): `counts[label][predicted]`.
 * The labels are those it is judged by.
 */
export type ConfusionCounts = readonly (readonly number[])[];

/** The result of a finished cell. A diverged cell is finished too: `final` is then its last epoch, if it has one. */
export const CellResult = Type.Object(
  {
    outcome: Type.Enum(['succeeded', 'diverged'], { description: 'divergence is a result too' }),
    /** `solved` means that there was nothing to train. */
    stopReason: Type.Enum(['epochs', 'stop-rule', 'patience', 'diverged', 'solved']),
    epochs: Type.Integer({ minimum: 0, description: 'epochs trained' }),
    steps: Type.Integer({ minimum: 0, description: 'optimizer steps taken' }),
    final: Nullable(EpochMetrics, { description: 'the last epoch; null if it diverged in the first' }),
    bestTestAccuracy: Nullable(Share),
    bestTestEpoch: Nullable(Type.Integer({ minimum: 1 })),
    /** The paper's "time to overfit". A loss of 0.05 means nothing for models with a squared loss. */
    epochsToFit: Nullable(Type.Integer({ minimum: 1 }), {
      description:
        'first epoch with a train loss of at most 0.05; null if never, and for models with a squared loss',
    }),
    parameterCount: Type.Integer({ minimum: 1 }),
    corruption: CorruptionRecord,
    seconds: Seconds('wall-clock time of training and evaluation'),
    imagesPerSecond: Type.Number({
      minimum: 0,
      description: 'train images per second, excluding evaluation',
    }),
    confusion: Type.Optional(
      Type.Array(Type.Array(Count), {
        description: 'counts over the test images with the final weights; omitted if training diverged',
      }),
    ),
    /** Present if the cell requested them. */
    examples: Type.Optional(ExampleRecords),
  },
  { ...closed, description: 'the result of a finished cell' },
);
export type CellResult = ValueOf<typeof CellResult>;
export type StopReason = CellResult['stopReason'];

/** The train loss at which a train set counts as fitted. */
export const FIT_LOSS = 0.05;

/** An event that a running training reports. */
export interface TrainEvent {
  readonly type: 'epoch-finished';
  readonly metrics: EpochMetrics;
}
