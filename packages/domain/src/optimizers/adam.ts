import { Type } from 'typebox';
import { Rate } from '../spec-parts.js';
import type { OptimizerVariant } from './variant.js';

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), with the defaults of its section 2:
 * m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − rate·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
 * Weight decay is in g, coupled, as in the paper and as the `weight_decay` of `torch.optim.Adam`; that of AdamW is not.
 */
export const adam = {
  title: 'Adam (Kingma and Ba 2015)',
  options: {
    beta1: { schema: Rate, usual: 0.9, symbol: 'β₁' },
    beta2: { schema: Rate, usual: 0.999, symbol: 'β₂' },
    epsilon: {
      // Far above where float32 ends: with an ε of 0, a weight without a gradient would be 0/0.
      schema: Type.Number({ minimum: 1e-20, description: 'a number from 1e-20' }),
      usual: 1e-8,
      symbol: 'ε',
    },
  },
  usualRate: () => 0.001,
} satisfies OptimizerVariant;
