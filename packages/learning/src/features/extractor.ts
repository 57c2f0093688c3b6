import type * as tf from '@tensorflow/tfjs-core';

/** Takes the features of preprocessed images. */
export interface Extractor {
  /**
   * Whether each feature is to be brought to mean 0 and standard deviation 1 over the train set. Then one more is 1 of
   * every image: what a linear model without bias makes of centred features sums to 0 over the train set, which targets
   * do not, so that it could not interpolate.
   */
  readonly standardises: boolean;
  /** Of images [batch, 28, 28, channels]; [batch, features]. */
  extract(images: tf.Tensor4D): tf.Tensor2D;
  dispose(): void;
}
