export { cellOf, resolveCell } from './resolve-cell.js';
export { resolveRegularizer } from './resolve-regularizer.js';
export type { ChosenOptimizer } from './resolve-training.js';
export {
  applyTraining,
  completeOptimizer,
  completeStop,
  decayStepsOf,
  learningRateOf,
  USUAL_TRAINING,
} from './resolve-training.js';
