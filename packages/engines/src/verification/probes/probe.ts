import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from '../pattern.js';

/** Tensors by name. */
export type Outputs = Readonly<Record<string, tf.Tensor>>;

/** A computation that training relies on. `run` is called inside `tf.tidy`. */
export interface Probe {
  /** Its name in messages. */
  readonly name: string;
  run(): Outputs;
}

/** The value of `f`, and the gradient of a fixed weighting of it with respect to each input. */
export function valueAndGradients(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): Outputs {
  const value = f(...inputs);
  const gradients = tf.grads(f)(inputs, patternTensor(value.shape, 15));
  return { value, ...Object.fromEntries(gradients.map((gradient, i) => [`gradient ${i}`, gradient])) };
}
