import { Type } from 'typebox';
import { Rate } from '../spec-parts.js';
import type { RegularizerField } from './field.js';
import { FITS_ALL } from './field.js';

/** Share if a spec gives only the name (Szegedy et al. 2016, section 7). */
const USUAL_SHARE = 0.1;

/**
 * Label smoothing (Szegedy et al. 2016, arXiv 1512.00567, section 7): the share ε of each target that is spread evenly
 * over all classes. Training minimizes the cross-entropy with (1 − ε)·δ + ε/K; reported losses use the true labels. If
 * the field is absent, smoothing is off.
 */
export const labelSmoothing = {
  ...FITS_ALL,
  value: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: 'share ε of each target that is spread evenly over all classes; off if omitted',
    }),
  ),
  spec: Rate,
  names: { 'label-smoothing': USUAL_SHARE },
  off: 0,
  resolve: (chosen) => (chosen === 0 ? undefined : chosen),
  nameOf: (value) => (value === undefined ? undefined : 'label-smoothing'),
  describe: (value) => (value === undefined ? undefined : `ε ${String(value)}`),
} satisfies RegularizerField<number | undefined, number>;
