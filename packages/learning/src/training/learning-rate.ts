import { power } from '@rote/domain';

/**
 * Returns the learning rate of an optimizer step (0-based). It is multiplied by `decay` after every `decaySteps` steps,
 * in jumps as in the paper.
 */
export const learningRateAt = (
  step: number,
  { learningRate, decay, decaySteps }: { learningRate: number; decay: number; decaySteps: number },
): number => learningRate * power(decay, Math.floor(step / decaySteps));
