import type { OptimizerKind, OptimizerOptions, Training } from '@rote/domain';
import { optimizerOf } from '@rote/domain';
import type { Parameter } from '../architectures/model.js';
import { createAdam } from './adam.js';
import type { Optimizer, OptimizerVariant } from './optimizer.js';
import { createSgd } from './sgd.js';

export type { Optimizer } from './optimizer.js';

/** Every kind of optimizer. */
const OPTIMIZERS = {
  sgd: { valuesAWeight: 1, create: createSgd },
  adam: { valuesAWeight: 2, create: createAdam },
} satisfies { readonly [K in OptimizerKind]: OptimizerVariant<OptimizerOptions<K>> };

const variantOf = (kind: OptimizerKind): OptimizerVariant<object> => OPTIMIZERS[kind];

/** The optimizer of a cell's training, before its first step. */
export function createOptimizer(training: Training, parameters: readonly Parameter[]): Optimizer {
  const { kind, ...options } = optimizerOf(training);
  return variantOf(kind).create(parameters, options);
}

/** How many values the optimizer of a cell's training keeps of each weight. */
export const optimizerValuesAWeight = (training: Training): number =>
  variantOf(optimizerOf(training).kind).valuesAWeight;
