import type { Cell } from '@rote/domain';
import { randomKey, randomPermutation, randomSource, seedFor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model, Pass } from '../architectures/model.js';
import { EVALUATION } from '../architectures/model.js';
import { momentsWeightAt } from '../architectures/running-moments.js';
import type { Augmenter } from '../data/augment.js';
import type { BatchRoute } from '../data/batch-route.js';
import { createBatchRoute } from '../data/batch-route.js';
import { mixExamples, symmetricBeta } from '../data/mixup.js';
import type { PreparedData } from '../data/prepared-data.js';
import type { NamedVariable } from '../engine/named-tensors.js';
import type { Feed, Program, ProgramFunction } from '../engine/program.js';
import { smoothLabels } from '../layers/label-smoothing.js';
import { dropoutMask } from '../layers/dropout.js';
import { labelMargins } from '../layers/label-margins.js';
import { CROSS_ENTROPY } from '../layers/loss.js';
import type { Optimizer } from '../optimizers/index.js';
import { accumulate, partialSquares, penalizedGradients } from './gradients.js';
import { learningRateAt } from './learning-rate.js';
import { programKey } from './program-key.js';

/**
 * The functions that the engine runs to train a cell:
 * - `step` and `lastStep`: an optimizer step on a mini-batch. The last batch of an epoch may be smaller, and its step returns
 *   the partial squares of the gradient. With batch normalization, a smaller batch counts as its share of a full one;
 * - `weights`: the partial squares of the parameters;
 * - `score`: the losses, the most likely classes and the margins of some images in evaluation mode, [3, batch].
 */
export type CellFunction = 'step' | 'lastStep' | 'weights' | 'score';

/** The program of a cell, and how to feed its functions. */
export interface CellProgram extends Program<CellFunction> {
  /** Number of images that `score` takes at once. */
  readonly scoreBatch: number;
  /** Feeds images to functions. */
  readonly route: BatchRoute;
  /**
   * Returns the feeds of an optimizer step that follow its images; the caller owns them.
   *
   * @param indices the train images of the mini-batch
   * @param position position of the step: `step` is 0-based, counted since the start of the run; `epoch` is 1-based
   */
  stepFeeds(indices: Int32Array, position: { readonly step: number; readonly epoch: number }): tf.Tensor[];
}

/** The parts of one cell. */
export interface CellParts {
  readonly cell: Cell;
  /** Use less memory: half batches, unless batch normalization needs whole ones. */
  readonly savesMemory: boolean;
  readonly data: PreparedData;
  readonly model: Model;
  readonly optimizer: Optimizer;
}

/** Everything that optimizer steps change, by name. */
export const stateOf = ({ model, optimizer }: CellParts): readonly NamedVariable[] => [
  ...model.parameters.map(({ name, variable }) => ({ name: `parameters/${name}`, variable })),
  ...optimizer.state,
  ...model.statistics.map(({ name, variable }) => ({ name: `statistics/${name}`, variable })),
];

/** One kind of number that a step is fed in addition to its images. */
interface StepInput {
  readonly feed: (batch: number) => Feed;
  readonly make: (
    indices: Int32Array,
    position: { readonly step: number; readonly epoch: number },
  ) => tf.Tensor;
}

function describeInputs(
  { cell, data, model, optimizer }: CellParts,
  augmenter: Augmenter | null,
): readonly StepInput[] {
  const { training, regularizer } = cell;
  const seed = seedFor(cell, 'order');
  const scalar = (value: (step: number) => number): StepInput => ({
    feed: () => ({ shape: [], dtype: 'float32' }),
    make: (_, { step }) => tf.scalar(value(step)),
  });
  const windows = (drawer: Augmenter): StepInput => ({
    feed: (batch) => ({ shape: [batch, drawer.numbers], dtype: 'float32' }),
    make: (indices, { epoch }) => {
      const drawn = Array.from(indices, (index) => drawer.draw({ seed, epoch, index }));
      return tf.tensor2d(drawn.flat(), [indices.length, drawer.numbers]);
    },
  });
  const partners: StepInput = {
    feed: (batch) => ({ shape: [batch], dtype: 'int32' }),
    make: ({ length }, { step }) =>
      tf.tensor1d(randomPermutation(randomKey(seed, 'mixup', 'partners', step), length), 'int32'),
  };
  const mixture = (alpha: number): readonly StepInput[] => [
    scalar((step) => symmetricBeta(alpha, randomSource(randomKey(seed, 'mixup', 'share', step)))),
    partners,
  ];
  const mask = (units: number, layer: number): StepInput => ({
    feed: (batch) => ({ shape: [batch, units], dtype: 'float32' }),
    make: (indices, { step }) => {
      const key = randomKey(seed, 'dropout', step, layer);
      const values = dropoutMask(indices.length * units, regularizer.dropout, key);
      return tf.tensor2d(values, [indices.length, units]);
    },
  });
  return [
    ...optimizer.numbers.map((number) => scalar((step) => number(step, learningRateAt(step, training)))),
    scalar((step) => momentsWeightAt(step, { images: data.trained.length, batchSize: training.batchSize })),
    ...(augmenter === null ? [] : [windows(augmenter)]),
    ...(regularizer.mixup === undefined ? [] : mixture(regularizer.mixup)),
    ...(regularizer.dropout === 0 ? [] : model.droppable.map(mask)),
  ];
}

/** Describes a cell's work to an engine. The state consists of the model's, the optimizer's and the data's. */
export function createCellProgram(parts: CellParts): CellProgram {
  const { cell, data, model, optimizer, savesMemory } = parts;
  const microBatches = savesMemory && model.statistics.length === 0 ? 2 : 1;
  const { training, regularizer } = cell;
  const drops = regularizer.dropout > 0;
  const { trainCount, trained, testCount } = data;
  const route = createBatchRoute(cell, data);
  const { augmenter } = route;
  const inputs = describeInputs(parts, augmenter);
  const fullBatch = Math.min(training.batchSize, trained.length);
  // Normalized among themselves, a few images always look alike, so their gradient is mostly noise, and large.
  const normalizes = model.statistics.length > 0;

  const stepOf = (batch: number, report: (gradients: tf.Tensor[]) => tf.Tensor[]): ProgramFunction => ({
    feeds: [...route.feeds(batch), ...inputs.map(({ feed }) => feed(batch))],
    run(...feeds) {
      const others = feeds.splice(route.feeds(batch).length);
      const numbers = others.splice(0, optimizer.numbers.length) as tf.Scalar[];
      const momentsWeight = others.shift() as tf.Scalar;
      const drawn = augmenter === null ? null : (others.shift() as tf.Tensor2D);
      const made = route.makeBatch(feeds, drawn);
      const { images, targets } =
        regularizer.mixup === undefined
          ? made
          : mixExamples(made, others.shift() as tf.Scalar, others.shift() as tf.Tensor1D);
      const smoothed = smoothLabels(targets, regularizer.labelSmoothing);
      const gradientsOf = (...[images, targets, ...masks]: tf.Tensor[]): tf.Tensor[] => {
        const pass: Pass = {
          momentsWeight,
          dropout: (units, layer) => (drops ? tf.mul(units, masks[layer]!) : units),
        };
        const part = { images: images as tf.Tensor4D, targets: targets as tf.Tensor2D };
        return penalizedGradients(model, part, { pass, weightDecay: regularizer.weightDecay });
      };
      const gradients = accumulate(gradientsOf, [images, smoothed, ...others], microBatches);
      // The share scales a step of SGD, but hardly one of an optimizer that divides a gradient by its size.
      const share = normalizes ? batch / fullBatch : 1;
      const weighted = share === 1 ? gradients : gradients.map((gradient) => tf.mul(gradient, share));
      optimizer.step(weighted, numbers);
      return report(gradients);
    },
  });
  const count = trainCount + testCount;
  // Batches are as even as possible; the last one is filled up.
  const scoreBatch = Math.ceil(
    count / Math.ceil(count / (savesMemory ? route.scoreBatch / 2 : route.scoreBatch)),
  );
  const lastBatch = trained.length % training.batchSize || training.batchSize;

  const program: Omit<Program<CellFunction>, 'key'> = {
    variables: stateOf(parts).map(({ variable }) => variable),
    residents: route.residents,
    functions: {
      step: stepOf(fullBatch, () => []),
      lastStep: stepOf(lastBatch, (gradients) => [partialSquares(gradients)]),
      weights: {
        feeds: [],
        run: () => [partialSquares(model.parameters.map(({ variable }) => variable))],
      },
      score: {
        feeds: route.feeds(scoreBatch),
        run(...feeds) {
          const { images, targets: wanted } = route.makeBatch(feeds, null);
          const logits = model.forward(images, EVALUATION);
          const losses = (model.loss ?? CROSS_ENTROPY).each(logits, wanted);
          const predicted = tf.cast(tf.argMax<tf.Tensor1D>(logits, 1), 'float32');
          return [tf.stack<tf.Tensor1D>([losses, predicted, labelMargins(logits, wanted)])];
        },
      },
    },
  };
  return {
    key: programKey(cell, program, { microBatches }),
    ...program,
    scoreBatch,
    route,
    stepFeeds: (indices, position) => inputs.map(({ make }) => make(indices, position)),
  };
}
