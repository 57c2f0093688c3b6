import { randomKey } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { NamedVariable } from '../engine/named-tensors.js';
import type { Initializer } from './initializers.js';
import type { Parameter } from './model.js';

/** Creates and owns the values of one network. */
export interface ParameterFactory {
  /** The trained parameters so far, in order. */
  readonly made: readonly Parameter[];
  /** Creates a trained parameter. Its initial values depend only on the seed and its name. */
  create<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], options: ParameterOptions): tf.Variable<R>;
  readonly statistics: readonly NamedVariable[];
  /** Creates a value that has no gradient. */
  createStatistic<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], initial: number): tf.Variable<R>;
  dispose(): void;
}

interface ParameterOptions {
  readonly initializer: Initializer;
  readonly decayed: boolean;
}

export function createParameterFactory(seed: number): ParameterFactory {
  const made: Parameter[] = [];
  const statistics: NamedVariable[] = [];
  return {
    made,
    create<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], options: ParameterOptions) {
      const values = options.initializer(shape, randomKey(seed, 'init', name));
      const variable = tf.tidy(() => tf.variable<R>(tf.tensor<R>(values, shape)));
      made.push({ name, variable, decayed: options.decayed });
      return variable;
    },
    statistics,
    createStatistic<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], initial: number) {
      const variable = tf.tidy(() => tf.variable<R>(tf.fill<R>(shape, initial), false));
      statistics.push({ name, variable });
      return variable;
    },
    dispose() {
      tf.dispose([...made, ...statistics].map(({ variable }) => variable));
    },
  };
}
