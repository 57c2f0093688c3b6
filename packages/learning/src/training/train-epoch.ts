import { randomKey, randomPermutation } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { CellFunction, CellParts, CellProgram } from './cell-program.js';
import { normOfSquares } from './gradients.js';
import { learningRateAt } from './momentum-sgd.js';
import type { RunningProgram } from './program.js';
import { takeTurn } from './take-turn.js';

/** One cell in training. */
export interface Run extends CellParts {
  readonly described: CellProgram;
  readonly running: RunningProgram<CellFunction>;
}

/** What an epoch's optimiser steps leave to tell. */
export interface EpochSteps {
  /** Optimiser steps since the start of the run. */
  readonly step: number;
  /** Of the last step. */
  readonly learningRate: number;
  /** Of the last mini-batch, penalty included. */
  readonly gradientNorm: number;
  readonly weightNorm: number;
}

/** The norm out of the partial squares that a function gave. */
async function readNorm([squares]: readonly tf.Tensor[]): Promise<number> {
  try {
    return normOfSquares((await squares!.data()) as Float32Array);
  } finally {
    squares!.dispose();
  }
}

/**
 * Takes the optimiser steps of one epoch: every train image once, in the epoch's own order; the last batch may be
 * smaller.
 *
 * @param epoch 1-based
 * @throws RoteError `aborted`, within one batch of the signal
 */
export async function trainEpoch(run: Run, epoch: number, signal: AbortSignal): Promise<EpochSteps> {
  const { cell, data, described, running } = run;
  const { training, seed } = cell;
  const { batchSize } = training;
  const count = data.trainCount;
  const stepsAnEpoch = Math.ceil(count / batchSize);
  const order = randomPermutation(randomKey(seed, 'order', epoch), count);
  const firstStep = (epoch - 1) * stepsAnEpoch;
  const takeStep = (inEpoch: number): tf.Tensor[] => {
    const indices = order.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize);
    const feeds = described.stepFeeds(indices, { step: firstStep + inEpoch, epoch });
    try {
      return running.run(inEpoch === stepsAnEpoch - 1 ? 'lastStep' : 'step', feeds);
    } finally {
      tf.dispose(feeds);
    }
  };
  for (let inEpoch = 0; inEpoch < stepsAnEpoch - 1; inEpoch++) {
    tf.dispose(takeStep(inEpoch));
    await takeTurn(signal);
  }
  const gradientNorm = await readNorm(takeStep(stepsAnEpoch - 1));
  await takeTurn(signal);
  return {
    step: firstStep + stepsAnEpoch,
    learningRate: learningRateAt(firstStep + stepsAnEpoch - 1, training),
    gradientNorm,
    weightNorm: await readNorm(running.run('weights', [])),
  };
}
