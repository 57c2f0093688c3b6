import type { Architecture } from '../architectures/index.js';
import { architectureVariant } from '../architectures/index.js';
import type { Regularizer, RegularizerSpec } from '../regularizers/index.js';
import { applyRegularizer, completeRegularizer } from '../regularizers/index.js';

/** Resolves a spec's regularizer for an architecture. Only the architecture's kind matters. */
export const resolveRegularizer = (spec: RegularizerSpec, architecture: Architecture): Regularizer =>
  applyRegularizer(completeRegularizer(spec), architectureVariant(architecture).usual);
