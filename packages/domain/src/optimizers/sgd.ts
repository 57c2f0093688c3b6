import { Rate } from '../spec-parts.js';
import type { OptimizerVariant } from './variant.js';

/**
 * Stochastic gradient descent with momentum, as TensorFlow's `MomentumOptimizer`: v ← m·v + g, w ← w − rate·v. The rate
 * and the momentum are the paper's (Zhang et al. 2016, appendix A).
 */
export const sgd = {
  title: 'Stochastic gradient descent',
  options: { momentum: { schema: Rate, usual: 0.9, symbol: 'momentum' } },
  usualRate: (ofArchitecture) => ofArchitecture,
} satisfies OptimizerVariant;
