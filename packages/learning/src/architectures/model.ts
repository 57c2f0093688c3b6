import type * as tf from '@tensorflow/tfjs-core';
import type { NamedVariable } from '../engine/named-tensors.js';
import type { Loss } from '../layers/loss.js';

export interface Parameter extends NamedVariable {
  /** Whether weight decay acts on it. */
  readonly decayed: boolean;
}

/** How a forward pass is meant: training and evaluation differ in dropout and batch normalisation. */
export interface Pass {
  /**
   * In training, how much the batch's moments weigh in the running averages of batch normalisation (0 … 1); `null` in
   * evaluation, which normalises with those averages.
   */
  readonly momentsWeight: tf.Scalar | null;
  /**
   * Drops units of a hidden dense layer; the identity in evaluation.
   *
   * @param layer 0-based, counted along the network; each layer has random numbers of its own
   */
  readonly dropout: (units: tf.Tensor2D, layer: number) => tf.Tensor2D;
}

export const EVALUATION: Pass = { momentsWeight: null, dropout: (units) => units };

/** Images [batch, height, width, channels] to logits [batch, classes]. A training pass moves the running averages. */
type Forward = (images: tf.Tensor4D, pass: Pass) => tf.Tensor2D;

/** A network without its values. */
export interface Network {
  readonly forward: Forward;
  /** Units an image of each layer that dropout can act on, by its number. */
  readonly droppable: readonly number[];
  /** Cross-entropy where left out. */
  readonly loss?: Loss;
}

export interface Model extends Network {
  readonly parameters: readonly Parameter[];
  /** The running averages of batch normalisation. */
  readonly statistics: readonly NamedVariable[];
  dispose(): void;
}

/** Number of trained values; the running averages of batch normalisation are none. */
export const parameterCount = (model: Model): number =>
  model.parameters.reduce((sum, { variable }) => sum + variable.size, 0);
