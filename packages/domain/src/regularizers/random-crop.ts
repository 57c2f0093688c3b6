import { INPUT_SIDE } from '../dataset.js';
import { DATASETS, IMAGE_FOLDER } from '../datasets/index.js';
import type { AugmentationVariant } from './augmentation-variant.js';

/**
 * Crops a window at a random place, drawn for each image and epoch; in image folders, as TensorFlow's Inception does.
 */
export const randomCrop = {
  findMisfit({ dataset, corruptions }) {
    const side = String(INPUT_SIDE);
    if (dataset.name === IMAGE_FOLDER)
      return corruptions.includes('gaussian')
        ? 'no random-crop with the corruption gaussian: noise has no image to crop'
        : undefined;
    return DATASETS[dataset.name].height === INPUT_SIDE
      ? `no random crop: the images of ${dataset.name} are no larger than the ${side}×${side} input`
      : undefined;
  },
} satisfies AugmentationVariant;
