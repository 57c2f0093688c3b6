import type * as tf from '@tensorflow/tfjs-core';

export interface Parameter {
  readonly name: string;
  readonly variable: tf.Variable;
  /** Whether weight decay acts on it. */
  readonly decayed: boolean;
}

/** How a forward pass is meant: training and evaluation differ in dropout and batch normalisation. */
export interface Pass {
  readonly training: boolean;
  /**
   * Drops units of a hidden dense layer; the identity in evaluation.
   *
   * @param layer 0-based, counted along the network; each layer has random numbers of its own
   */
  readonly dropout: (units: tf.Tensor2D, layer: number) => tf.Tensor2D;
}

export const EVALUATION: Pass = { training: false, dropout: (units) => units };

/**
 * Images [batch, 28, 28, channels] to logits [batch, classes]. A training pass moves the running statistics of batch
 * normalisation.
 */
export type Forward = (images: tf.Tensor4D, pass: Pass) => tf.Tensor2D;

export interface Model {
  readonly parameters: readonly Parameter[];
  readonly forward: Forward;
  dispose(): void;
}

/** Number of trained values; the running statistics of batch normalisation are none. */
export const parameterCount = (model: Model): number =>
  model.parameters.reduce((sum, { variable }) => sum + variable.size, 0);
