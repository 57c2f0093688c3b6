import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../architectures/model.js';
import type { NamedVariable } from '../engine/named-tensors.js';

/**
 * A number that a step is fed with, computed in float64 outside the program.
 *
 * @param step 0-based, counted since the start of the run
 * @param learningRate of that step
 */
type StepNumber = (step: number, learningRate: number) => number;

/** Moves the parameters of one network along their gradients. */
export interface Optimizer {
  /** All that steps change besides the parameters. With it and the number of steps taken, a run resumes with the same bits. */
  readonly state: readonly NamedVariable[];
  readonly numbers: readonly StepNumber[];
  /** One update; `gradients` are in the order of the parameters, and stay the caller's. `values` are those of `numbers`. */
  step(gradients: readonly tf.Tensor[], values: readonly tf.Scalar[]): void;
  dispose(): void;
}

/** A kind of optimizer. */
export interface OptimizerVariant<Options> {
  /** How many values it keeps of each weight. */
  readonly valuesAWeight: number;
  create(parameters: readonly Parameter[], options: Options): Optimizer;
}

/** A value of zeros for each parameter, called `name/PARAMETER` in snapshots. */
export const zerosFor = (parameters: readonly Parameter[], name: string): readonly NamedVariable[] =>
  parameters.map((parameter) => ({
    name: `${name}/${parameter.name}`,
    variable: tf.tidy(() => tf.variable(tf.zerosLike(parameter.variable), false)),
  }));
