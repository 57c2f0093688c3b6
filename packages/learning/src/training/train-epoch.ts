import type { Cell } from '@rote/domain';
import { randomKey, randomPermutation } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model, Pass } from '../architectures/model.js';
import type { PreparedData } from '../data/prepared-data.js';
import { dropout } from '../layers/dropout.js';
import { norm, penalisedGradients } from './gradients.js';
import type { MomentumSgd } from './momentum-sgd.js';
import { learningRateAt } from './momentum-sgd.js';
import { takeTurn } from './take-turn.js';

/** One cell in training. */
export interface Run {
  readonly cell: Cell;
  readonly data: PreparedData;
  readonly model: Model;
  readonly optimizer: MomentumSgd;
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

/** The training pass of one step; dropout masks are a function of seed, step and layer. */
function trainingPass({ seed, regularizer }: Cell, step: number): Pass {
  const rate = regularizer.dropout;
  return {
    training: true,
    dropout: (units, layer) =>
      rate === 0 ? units : dropout(units, rate, randomKey(seed, 'dropout', step, layer)),
  };
}

/**
 * Takes the optimiser steps of one epoch: every train image once, in the epoch's own order; the last batch may be
 * smaller.
 *
 * @param epoch 1-based
 * @throws RoteError `aborted`, within one batch of the signal
 */
export async function trainEpoch(run: Run, epoch: number, signal: AbortSignal): Promise<EpochSteps> {
  const { cell, data, model, optimizer } = run;
  const { training, regularizer, seed } = cell;
  const { count } = data.train;
  const stepsAnEpoch = Math.ceil(count / training.batchSize);
  const order = randomPermutation(randomKey(seed, 'order', epoch), count);
  let step = (epoch - 1) * stepsAnEpoch;
  let learningRate = training.learningRate;
  let gradients: tf.Tensor[] = [];
  try {
    for (let start = 0; start < count; start += training.batchSize) {
      tf.dispose(gradients);
      gradients = tf.tidy(() =>
        penalisedGradients(model, data.trainBatch(order.subarray(start, start + training.batchSize), epoch), {
          pass: trainingPass(cell, step),
          weightDecay: regularizer.weightDecay,
        }),
      );
      learningRate = learningRateAt(step, training);
      optimizer.step(gradients, learningRate);
      step++;
      await takeTurn(signal);
    }
    return {
      step,
      learningRate,
      gradientNorm: await norm(gradients),
      weightNorm: await norm(model.parameters.map(({ variable }) => variable)),
    };
  } finally {
    tf.dispose(gradients);
  }
}
