import type { Architecture, Augmentation, Regularizer } from '../cell.js';
import type { RegularizerSpec } from '../sweep-spec.js';

/** Patience of early stopping that is given by name alone. */
const PATIENCE_EPOCHS = 10;

/** The usual coefficient of an architecture; the paper does not print it. */
function usualWeightDecay(architecture: Architecture): number {
  switch (architecture.kind) {
    case 'inception-small':
    case 'inception-v3':
      return 4e-5;
    case 'alexnet-small':
      return 4e-3;
    case 'mlp':
    case 'linear':
      return 5e-4;
    case 'kernel':
      return 1;
    case 'memorizer':
      return 0;
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/** The dropout rate of an architecture that is given by name alone: TensorFlow's Inception-v3 keeps 0.8. */
const usualDropout = ({ kind }: Architecture): number => (kind === 'inception-v3' ? 0.2 : 0.5);

/** A regularizer as a spec chooses it: `auto` is what the architecture is usually given. */
export interface ChosenRegularizer {
  readonly weightDecay: number | 'auto';
  readonly dropout: number | 'auto';
  readonly augmentation: Augmentation;
  readonly patience: number | null;
}

/** A regularizer with what it leaves out filled in. */
export function completeRegularizer(spec: RegularizerSpec): ChosenRegularizer {
  if (typeof spec === 'object' && !Array.isArray(spec)) {
    const { weightDecay = 0, dropout = 0, augmentation = 'none', patience = null } = spec;
    return { weightDecay, dropout, augmentation, patience };
  }
  const names: readonly string[] = typeof spec === 'string' ? [spec] : spec;
  const has = (name: string): boolean => names.includes(name);
  return {
    weightDecay: has('weight-decay') ? 'auto' : 0,
    dropout: has('dropout') ? 'auto' : 0,
    augmentation: has('random-crop') ? 'random-crop' : has('flip-rotation') ? 'flip-rotation' : 'none',
    patience: has('early-stopping') ? PATIENCE_EPOCHS : null,
  };
}

/** A chosen regularizer for an architecture; only the kind of the latter matters. */
export const applyRegularizer = (
  { weightDecay, dropout, ...rest }: ChosenRegularizer,
  architecture: Architecture,
): Regularizer => ({
  weightDecay: weightDecay === 'auto' ? usualWeightDecay(architecture) : weightDecay,
  dropout: dropout === 'auto' ? usualDropout(architecture) : dropout,
  ...rest,
});

export const resolveRegularizer = (spec: RegularizerSpec, architecture: Architecture): Regularizer =>
  applyRegularizer(completeRegularizer(spec), architecture);
