import type * as tf from '@tensorflow/tfjs-core';

/** Computes the features of preprocessed images. */
export interface Extractor {
  /**
   * Whether to bring each feature to mean 0 and standard deviation 1 over the train set. A constant feature of 1 is
   * then added, because the outputs of a linear model without bias would otherwise sum to 0 over the train set. Targets
   * do not, so the model could not interpolate them.
   */
  readonly standardizes: boolean;
  /** Maps images [batch, 28, 28, channels] to features [batch, features]. */
  extract(images: tf.Tensor4D): tf.Tensor2D;
  dispose(): void;
}
