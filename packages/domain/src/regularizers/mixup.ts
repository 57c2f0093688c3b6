import { Type } from 'typebox';
import type { RegularizerField } from './field.js';
import { FITS_ALL } from './field.js';

/** α if a spec gives only the name: that of CIFAR-10 and CIFAR-100, with a uniform λ (Zhang et al. 2018, section 3.2). */
const USUAL_ALPHA = 1;

/**
 * mixup (Zhang et al. 2018, arXiv 1710.09412): the α of λ ~ Beta(α, α), drawn for each mini-batch. Training sees
 * λ·x + (1 − λ)·x′ with the target λ·y + (1 − λ)·y′, where (x′, y′) is another example of the batch; reported losses are of
 * unmixed examples. If the field is absent, mixup is off.
 */
export const mixup = {
  ...FITS_ALL,
  value: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      description: 'α of λ ~ Beta(α, α), the share of an example in its mixture with another; off if omitted',
    }),
  ),
  spec: Type.Number({ minimum: 0 }),
  names: { mixup: USUAL_ALPHA },
  off: 0,
  resolve: (chosen) => (chosen === 0 ? undefined : chosen),
  nameOf: (value) => (value === undefined ? undefined : 'mixup'),
  describe: (value) => (value === undefined ? undefined : `α ${String(value)}`),
} satisfies RegularizerField<number | undefined, number>;
