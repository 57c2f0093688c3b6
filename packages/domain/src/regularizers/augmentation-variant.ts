import type { RegularizerContext } from './field.js';

/** A way to draw a train image freshly in each epoch. */
export interface AugmentationVariant {
  /** What it cannot be combined with: what is expected in its place; `undefined` if nothing. */
  findMisfit(context: RegularizerContext): string | undefined;
}
