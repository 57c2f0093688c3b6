import { Type } from 'typebox';
import type { AugmentationVariant } from './augmentation-variant.js';
import type { RegularizerField } from './field.js';
import { flipRotation } from './flip-rotation.js';
import { randomCrop } from './random-crop.js';

/** The only list of augmentations. A cell has at most one of them. */
const AUGMENTATIONS = {
  'random-crop': randomCrop,
  'flip-rotation': flipRotation,
} satisfies Record<string, AugmentationVariant>;

type AugmentationName = keyof typeof AUGMENTATIONS;
export type Augmentation = 'none' | AugmentationName;

const NAMES = Object.keys(AUGMENTATIONS) as readonly AugmentationName[];
const Augmentation = Type.Enum(['none', ...NAMES]);

export const augmentation = {
  value: Augmentation,
  spec: Augmentation,
  names: Object.fromEntries(NAMES.map((name) => [name, name])) as { [N in AugmentationName]: N },
  off: 'none',
  resolve: (chosen) => chosen,
  nameOf: (value) => (value === 'none' ? undefined : value),
  describe: () => undefined,
  findMisfit: (value, context) => (value === 'none' ? undefined : AUGMENTATIONS[value].findMisfit(context)),
} satisfies RegularizerField<Augmentation>;
