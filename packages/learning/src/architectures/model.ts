import type * as tf from '@tensorflow/tfjs-core';
import type { NamedVariable } from '../engine/named-tensors.js';
import type { Loss } from '../layers/loss.js';

export interface Parameter extends NamedVariable {
  /** Whether weight decay acts on it. */
  readonly decayed: boolean;
}

/** The mode of a forward pass. Training and evaluation differ in dropout and batch normalization. */
export interface Pass {
  /**
   * In training, the weight of the batch's moments in the running averages of batch normalization (0 … 1); `null` in
   * evaluation, which normalizes by those averages.
   */
  readonly momentsWeight: tf.Scalar | null;
  /**
   * Drops units of a hidden dense layer; the identity in evaluation.
   *
   * @param layer 0-based position in the network; each layer has its own random numbers
   */
  readonly dropout: (units: tf.Tensor2D, layer: number) => tf.Tensor2D;
}

export const EVALUATION: Pass = { momentsWeight: null, dropout: (units) => units };

/**
 * Maps images [batch, height, width, channels] to logits [batch, classes]. A training pass updates the running
 * averages.
 */
type Forward = (images: tf.Tensor4D, pass: Pass) => tf.Tensor2D;

/** A network without its values. */
export interface Network {
  readonly forward: Forward;
  /** Number of units per image in each layer that dropout can act on, by the layer's position. */
  readonly droppable: readonly number[];
  /** Default: cross-entropy. */
  readonly loss?: Loss;
}

export interface Model extends Network {
  readonly parameters: readonly Parameter[];
  /** The running averages of batch normalization. */
  readonly statistics: readonly NamedVariable[];
  dispose(): void;
}

/** Number of trained values. Running averages of batch normalization do not count. */
export const parameterCount = (model: Model): number =>
  model.parameters.reduce((sum, { variable }) => sum + variable.size, 0);
