import type * as tf from '@tensorflow/tfjs-core';

/**
 * The kernels that some engines have in addition to those of TensorFlow.js: each does in one pass what takes several of
 * its operations. Training asks for them by these names, and composes the same result if the engine lacks the kernel.
 * `register-wasm-kernels.ts`, `register-webgpu-kernels.ts` and `register-native-kernels.ts` list which engine has
 * which. Names that TensorFlow also has mean the same as there.
 *
 * All tensors are float32. Kernels do not change their inputs, and the outputs belong to the caller.
 */
interface FusedKernels {
  /** The gradient of a ReLU: dx = dy where its output y is positive, 0 elsewhere; all of one shape. */
  readonly ReluGrad: {
    readonly inputs: { readonly dy: tf.Tensor; readonly y: tf.Tensor };
    readonly outputs: [dx: tf.Tensor];
  };
  /** x + bias; x and the sum [… , channels], bias [channels]. */
  readonly BiasAdd: {
    readonly inputs: { readonly x: tf.Tensor; readonly bias: tf.Tensor1D };
    readonly outputs: [sum: tf.Tensor];
  };
  /** relu(x + bias), which keeps NaN; shapes as in `BiasAdd`. */
  readonly BiasAddRelu: {
    readonly inputs: { readonly x: tf.Tensor; readonly bias: tf.Tensor1D };
    readonly outputs: [y: tf.Tensor];
  };
  /** relu(x · scale + shift), which keeps NaN; x and y [… , channels], scale and shift [channels]. */
  readonly ScaleRelu: {
    readonly inputs: { readonly x: tf.Tensor; readonly scale: tf.Tensor1D; readonly shift: tf.Tensor1D };
    readonly outputs: [y: tf.Tensor];
  };
  /** The sums of x [… , columns] over all axes but the last: [columns]. */
  readonly ColumnSums: {
    readonly inputs: { readonly x: tf.Tensor };
    readonly outputs: [sums: tf.Tensor1D];
  };
  /** Half the sum of the squares of t, of any shape: []. */
  readonly L2Loss: {
    readonly inputs: { readonly t: tf.Tensor };
    readonly outputs: [half: tf.Scalar];
  };
  /**
   * The cross-entropy of each row in nats, [batch], and softmax − target, [batch, classes]; logits and targets
   * [batch, classes].
   */
  readonly SoftmaxCrossEntropyWithLogits: {
    readonly inputs: { readonly logits: tf.Tensor2D; readonly targets: tf.Tensor2D };
    readonly outputs: [losses: tf.Tensor1D, difference: tf.Tensor2D];
  };
  /**
   * relu(x̂ · scale + offset), where x̂ is each channel of x with mean 0 and variance 1, and the mean and the population
   * variance of each channel; x and y [batch, height, width, channels], all others [channels]. Epsilon is added to the
   * variance.
   */
  readonly BatchNormRelu: {
    readonly inputs: { readonly x: tf.Tensor4D; readonly scale: tf.Tensor1D; readonly offset: tf.Tensor1D };
    readonly attributes: { readonly epsilon: number };
    readonly outputs: [y: tf.Tensor4D, mean: tf.Tensor1D, variance: tf.Tensor1D];
  };
  /** The gradients of `BatchNormRelu` with respect to x, scale and offset, from its input, its outputs and its epsilon. */
  readonly BatchNormReluGrad: {
    readonly inputs: {
      readonly dy: tf.Tensor4D;
      readonly y: tf.Tensor4D;
      readonly x: tf.Tensor4D;
      readonly scale: tf.Tensor1D;
      readonly mean: tf.Tensor1D;
      readonly variance: tf.Tensor1D;
    };
    readonly attributes: { readonly epsilon: number };
    readonly outputs: [dx: tf.Tensor4D, dScale: tf.Tensor1D, dOffset: tf.Tensor1D];
  };
  /**
   * TensorFlow's batch normalization in training: x̂ · scale + offset, the mean and the unbiased variance of each channel,
   * and three outputs that its gradient needs. Shapes as in `BatchNormRelu`.
   */
  readonly FusedBatchNormV3: {
    readonly inputs: { readonly x: tf.Tensor4D; readonly scale: tf.Tensor1D; readonly offset: tf.Tensor1D };
    readonly attributes: { readonly epsilon: number };
    readonly outputs: [
      y: tf.Tensor4D,
      mean: tf.Tensor1D,
      unbiasedVariance: tf.Tensor1D,
      reserve1: tf.Tensor,
      reserve2: tf.Tensor,
      reserve3: tf.Tensor,
    ];
  };
  /** The gradients of `FusedBatchNormV3` with respect to x, scale and offset. */
  readonly FusedBatchNormGradV3: {
    readonly inputs: {
      readonly dy: tf.Tensor4D;
      readonly x: tf.Tensor4D;
      readonly scale: tf.Tensor1D;
      readonly reserve1: tf.Tensor;
      readonly reserve2: tf.Tensor;
      readonly reserve3: tf.Tensor;
    };
    readonly attributes: { readonly epsilon: number };
    readonly outputs: [dx: tf.Tensor4D, dScale: tf.Tensor1D, dOffset: tf.Tensor1D];
  };
  /**
   * A step of gradient descent with momentum: v ← momentum · v + gradient, w ← w − rate · v. Returns the new weights
   * and the new velocity; all of one shape except the rate, [].
   */
  readonly ApplyMomentum: {
    readonly inputs: {
      readonly weights: tf.Tensor;
      readonly velocity: tf.Tensor;
      readonly gradient: tf.Tensor;
      readonly learningRate: tf.Scalar;
    };
    readonly attributes: { readonly momentum: number };
    readonly outputs: [weights: tf.Tensor, velocity: tf.Tensor];
  };
}

export type FusedKernelName = keyof FusedKernels;

export type FusedInputs<Name extends FusedKernelName> = FusedKernels[Name]['inputs'];

export type FusedOutputs<Name extends FusedKernelName> = FusedKernels[Name]['outputs'];

/** The remaining arguments of a call after the inputs: none for a kernel without attributes. */
export type FusedAttributes<Name extends FusedKernelName> = FusedKernels[Name] extends {
  readonly attributes: infer Attributes;
}
  ? [attributes: Attributes]
  : [];
