import { randomKey } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Initializer } from './initializers.js';
import type { Parameter } from './model.js';

/** Makes the parameters of one network; the initial values depend on the seed and the parameter's name alone. */
export interface ParameterFactory {
  /** Those made so far, in order. */
  readonly made: readonly Parameter[];
  create<R extends tf.Rank>(
    name: string,
    shape: tf.ShapeMap[R],
    options: { readonly initializer: Initializer; readonly decayed: boolean },
  ): tf.Variable<R>;
}

export function createParameterFactory(seed: number): ParameterFactory {
  const made: Parameter[] = [];
  return {
    made,
    create<R extends tf.Rank>(
      name: string,
      shape: tf.ShapeMap[R],
      { initializer, decayed }: { readonly initializer: Initializer; readonly decayed: boolean },
    ) {
      const initial = tf.tensor<R>(initializer(shape, randomKey(seed, 'init', name)), shape);
      const variable = tf.variable<R>(initial);
      initial.dispose();
      made.push({ name, variable, decayed });
      return variable;
    },
  };
}
