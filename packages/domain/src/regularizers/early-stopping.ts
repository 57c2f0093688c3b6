import { Type } from 'typebox';
import { PositiveInteger } from '../spec-parts.js';
import { countOf } from '../wording.js';
import type { RegularizerField } from './field.js';
import { FITS_ALL } from './field.js';

/** Patience if a spec gives only the name of early stopping. */
const USUAL_EPOCHS = 10;

/** Training stops after this many epochs without a better test accuracy; `null` turns it off. */
export const patience = {
  ...FITS_ALL,
  value: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
    description: 'number of epochs without a better test accuracy after which training stops; null is off',
  }),
  spec: PositiveInteger,
  names: { 'early-stopping': USUAL_EPOCHS },
  off: null,
  resolve: (chosen) => chosen,
  nameOf: (value) => (value === null ? undefined : 'early-stopping'),
  describe: (value) => (value === null ? undefined : `patience ${countOf(value, 'epoch')}`),
} satisfies RegularizerField<number | null>;
