import type { OptimizerOptions } from '@rote/domain';
import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../architectures/model.js';
import type { Optimizer } from './optimizer.js';
import { zerosFor } from './optimizer.js';

/** Stochastic gradient descent with momentum, as TensorFlow's `MomentumOptimizer`: v ← m·v + g, w ← w − rate·v. */
export function createSgd(
  parameters: readonly Parameter[],
  { momentum }: OptimizerOptions<'sgd'>,
): Optimizer {
  const velocities = zerosFor(parameters, 'velocities');
  return {
    state: velocities,
    numbers: [(_, learningRate) => learningRate],
    step(gradients, [learningRate]) {
      tf.tidy(() => {
        parameters.forEach(({ variable }, i) => {
          const velocity = velocities[i]!.variable;
          const updated = runFusedKernel(
            'ApplyMomentum',
            { weights: variable, velocity, gradient: gradients[i]!, learningRate: learningRate! },
            { momentum },
          );
          if (updated !== undefined) {
            variable.assign(updated[0]);
            velocity.assign(updated[1]);
            return;
          }
          // The native engine knows this form and does it in one pass: packages/graph-step.
          velocity.assign(tf.add(tf.mul(velocity, momentum), gradients[i]!));
          variable.assign(tf.sub(variable, tf.mul(velocity, learningRate!)));
        });
      });
    },
    dispose() {
      tf.dispose(velocities.map(({ variable }) => variable));
    },
  };
}
