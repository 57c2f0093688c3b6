import type { RegularizerContext } from './field.js';

/** A way to change each train image at random in every epoch. */
export interface AugmentationVariant {
  /** What a spec should have instead if the augmentation does not fit the context; `undefined` if it fits. */
  findMisfit(context: RegularizerContext): string | undefined;
}
