export { cellOf, resolveCell } from './resolve-cell.js';
export { resolveRegularizer } from './resolve-regularizer.js';
export {
  applyTraining,
  completeStop,
  decayStepsOf,
  learningRateOf,
  USUAL_TRAINING,
} from './resolve-training.js';
