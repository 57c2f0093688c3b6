import { Type } from 'typebox';
import { Rate } from '../spec-parts.js';
import type { RegularizerField } from './field.js';
import { FITS_ALL } from './field.js';

/**
 * Probability that an input of the last dense layer, or a unit of a hidden dense one, is dropped (Srivastava et al.
 * 2014); 0 is off.
 */
export const dropout = {
  ...FITS_ALL,
  value: Type.Number({ minimum: 0, exclusiveMaximum: 1, description: 'probability; 0 is off' }),
  spec: Rate,
  names: { dropout: 'auto' },
  off: 0,
  resolve: (chosen, usual) => (chosen === 'auto' ? usual.dropout : chosen),
  nameOf: (value) => (value > 0 ? 'dropout' : undefined),
  describe: (value) => (value > 0 ? `dropout ${String(value)}` : undefined),
} satisfies RegularizerField<number, number | 'auto'>;
