import { IMAGE_FOLDER } from '../datasets/index.js';
import type { AugmentationVariant } from './augmentation-variant.js';

/** Mirrors each image at random and rotates it by up to 25°, drawn for each image and epoch (paper, appendix E). */
export const flipRotation = {
  findMisfit: ({ dataset }) =>
    dataset.name === IMAGE_FOLDER ? `no flip-rotation: an ${IMAGE_FOLDER} has random-crop` : undefined,
} satisfies AugmentationVariant;
