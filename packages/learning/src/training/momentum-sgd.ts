import { power } from '@rote/domain';
import { runFusedKernel } from '@rote/kernels/fused';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../architectures/model.js';

/** Stochastic gradient descent with momentum, as in TensorFlow's `MomentumOptimizer`: v ← m·v + g, w ← w − rate·v. */
export interface MomentumSgd {
  /** One per parameter. */
  readonly velocities: readonly tf.Variable[];
  /** Updates the parameters once; `gradients` are in the order of the parameters, and the caller keeps them. */
  step(gradients: readonly tf.Tensor[], learningRate: tf.Scalar): void;
  dispose(): void;
}

export function createMomentumSgd(parameters: readonly Parameter[], momentum: number): MomentumSgd {
  const velocities = parameters.map(({ variable }) =>
    tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
  );
  return {
    velocities,
    step(gradients, learningRate) {
      tf.tidy(() => {
        parameters.forEach(({ variable }, i) => {
          const velocity = velocities[i]!;
          const updated = runFusedKernel(
            'ApplyMomentum',
            { weights: variable, velocity, gradient: gradients[i]!, learningRate },
            { momentum },
          );
          if (updated !== undefined) {
            variable.assign(updated[0]);
            velocity.assign(updated[1]);
            return;
          }
          // The native engine recognizes this form and fuses it into one pass; see packages/graph-step.
          velocity.assign(tf.add(tf.mul(velocity, momentum), gradients[i]!));
          variable.assign(tf.sub(variable, tf.mul(velocity, learningRate)));
        });
      });
    },
    dispose() {
      tf.dispose([...velocities]);
    },
  };
}

/**
 * Returns the learning rate of an optimizer step (0-based). It is multiplied by `decay` after every `decaySteps` steps,
 * in jumps as in the paper.
 */
export const learningRateAt = (
  step: number,
  { learningRate, decay, decaySteps }: { learningRate: number; decay: number; decaySteps: number },
): number => learningRate * power(decay, Math.floor(step / decaySteps));
