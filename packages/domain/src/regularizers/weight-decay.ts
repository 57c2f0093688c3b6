import { Type } from 'typebox';
import { Auto } from '../spec-parts.js';
import type { RegularizerField } from './field.js';
import { FITS_ALL } from './field.js';

/**
 * Coefficient λ of λ/2·‖w‖² over the decayed weights of the architecture; 0 is off. For a solved architecture, λ of ½‖f
 * − y‖² + λ/2·‖w‖² with the first term summed over the train set: a ridge.
 */
export const weightDecay = {
  ...FITS_ALL,
  value: Type.Number({ minimum: 0, description: 'coefficient λ of λ/2·‖w‖²; 0 is off' }),
  spec: Type.Union([Auto, Type.Number({ minimum: 0 })], {
    description:
      'auto (the usual value for the architecture) or a coefficient from 0: relative to the mean loss if the model is trained, to the sum over the train images if it is solved',
  }),
  names: { 'weight-decay': 'auto' },
  off: 0,
  resolve: (chosen, usual) => (chosen === 'auto' ? usual.weightDecay : chosen),
  nameOf: (value) => (value > 0 ? 'weight-decay' : undefined),
  describe: (value) => (value > 0 ? `λ ${String(value)}` : undefined),
} satisfies RegularizerField<number, number | 'auto'>;
