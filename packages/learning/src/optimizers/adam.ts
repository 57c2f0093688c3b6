import type { OptimizerOptions } from '@rote/domain';
import { power } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../architectures/model.js';
import type { Optimizer } from './optimizer.js';
import { zerosFor } from './optimizer.js';

/** 1 − βᵗ at a step (0-based), where t = step + 1. `power` rejects a base of 0. */
const correction = (beta: number, step: number): number => (beta === 0 ? 1 : 1 - power(beta, step + 1));

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980), in the order of the end of its section 2, which saves the passes for m̂ and
 * v̂: w ← w − αₜ·m/(√v + εₜ), with αₜ = α·√(1 − β₂ᵗ)/(1 − β₁ᵗ). With εₜ = ε·√(1 − β₂ᵗ) this is algorithm 1 and
 * `torch.optim.Adam`. Weight decay, if there is any, is in the gradients. The step count is that of the run, which
 * snapshots have.
 */
export function createAdam(
  parameters: readonly Parameter[],
  { beta1, beta2, epsilon }: OptimizerOptions<'adam'>,
): Optimizer {
  const first = zerosFor(parameters, 'first-moments');
  const second = zerosFor(parameters, 'second-moments');
  const root = (step: number): number => Math.sqrt(correction(beta2, step));
  return {
    state: [...first, ...second],
    numbers: [
      (step, learningRate) => (learningRate * root(step)) / correction(beta1, step),
      (step) => epsilon * root(step),
    ],
    step(gradients, [rate, floor]) {
      tf.tidy(() => {
        parameters.forEach(({ variable }, i) => {
          const gradient = gradients[i]!;
          const m = first[i]!.variable;
          const v = second[i]!.variable;
          m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1)));
          v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
          const direction = tf.div(m, tf.add(tf.sqrt(v), floor!));
          variable.assign(tf.sub(variable, tf.mul(direction, rate!)));
        });
      });
    },
    dispose() {
      tf.dispose([...first, ...second].map(({ variable }) => variable));
    },
  };
}
