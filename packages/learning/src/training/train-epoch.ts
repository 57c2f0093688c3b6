import type { EpochMetrics, ExampleState } from '@rote/domain';
import { randomKey, randomPermutation, seedFor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../architectures/model.js';
import type { Session } from '../engine/program.js';
import type { CellFunction, CellParts, CellProgram } from './cell-program.js';
import { normOfSquares } from './gradients.js';
import { learningRateAt } from './learning-rate.js';

/** How far a run has come. It advances with every optimizer step. */
interface Progress {
  /** Number of optimizer steps since the start. */
  step: number;
  /** The finished epochs. */
  readonly curve: EpochMetrics[];
  /** Seconds spent so far on the optimizer steps of the current epoch. */
  epochSeconds: number;
  /** Norm at the epoch's last step, including the penalty, until the epoch is finished; otherwise `null`. */
  gradientNorm: number | null;
  /** The history of each train image so far; `null` if the cell does not request it. */
  examples: ExampleState | null;
}

/** One cell in training. */
export interface Run extends CellParts {
  readonly progress: Progress;
  readonly program: CellProgram;
  readonly session: Session<CellFunction>;
  /** Rebuilds the network as it was before the first step; the caller owns it. */
  readonly buildInitial: () => Model;
}

/** What an epoch's optimizer steps report. */
export interface EpochSteps {
  /** Number of optimizer steps since the start of the run. */
  readonly step: number;
  /** Rate of the last step. */
  readonly learningRate: number;
  /** Norm for the last mini-batch, including the penalty. */
  readonly gradientNorm: number;
  readonly weightNorm: number;
}

/** Reads a norm from the partial squares that a function returned. */
async function readNorm([squares]: readonly tf.Tensor[]): Promise<number> {
  try {
    return normOfSquares((await squares!.data()) as Float32Array);
  } finally {
    squares!.dispose();
  }
}

/**
 * Takes the remaining optimizer steps of the current epoch. An epoch uses every image once, in its own order; the last
 * batch may be smaller.
 *
 * @param options.clock returns milliseconds
 * @param options.signal ends the reading of images
 * @param options.afterStep called after each step, when the progress is up to date; if it throws, the epoch ends
 */
export async function trainEpoch(
  run: Run,
  {
    clock,
    signal,
    afterStep,
  }: {
    readonly clock: () => number;
    readonly signal: AbortSignal;
    readonly afterStep: () => Promise<void>;
  },
): Promise<EpochSteps> {
  const { cell, data, program, session, progress } = run;
  const { training, leaveOut } = cell;
  const { batchSize } = training;
  const epoch = progress.curve.length + 1;
  const stepsAnEpoch = Math.ceil(data.trained.length / batchSize);
  // Leaving out one image does not change the order of the others.
  const order = randomPermutation(randomKey(seedFor(cell, 'order'), 'order', epoch), data.trainCount).filter(
    (index) => index !== leaveOut,
  );
  const firstStep = (epoch - 1) * stepsAnEpoch;
  const end = firstStep + stepsAnEpoch;
  const batchOf = (step: number): Int32Array => {
    const start = (step - firstStep) * batchSize;
    return order.subarray(start, start + batchSize);
  };
  const takeStep = (name: 'step' | 'lastStep', images: readonly tf.Tensor[]): tf.Tensor[] => {
    const { step } = progress;
    const feeds = [...images, ...program.stepFeeds(batchOf(step), { step, epoch })];
    try {
      return session.run(name, feeds);
    } finally {
      tf.dispose(feeds);
    }
  };
  const startedAt = clock() - 1000 * progress.epochSeconds;
  const taken = progress.step;
  const batches = Array.from({ length: end - taken }, (_, i) => batchOf(taken + i));
  for await (const images of program.route.read(batches, { epoch, signal })) {
    if (progress.step === end - 1) progress.gradientNorm = await readNorm(takeStep('lastStep', images));
    else tf.dispose(takeStep('step', images));
    progress.step++;
    progress.epochSeconds = (clock() - startedAt) / 1000;
    await afterStep();
  }
  return {
    step: end,
    learningRate: learningRateAt(end - 1, training),
    gradientNorm: progress.gradientNorm!,
    weightNorm: await readNorm(session.run('weights', [])),
  };
}
