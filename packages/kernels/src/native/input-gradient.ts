import * as tf from '@tensorflow/tfjs-core';

/** Feature maps in a block of oneDNN's AVX-512 kernels. */
const BLOCK = 64;

/**
 * Gradient of a convolution's input, in two parts if it has strides and its last block of feature maps is not full: the full
 * blocks, and the rest.
 *
 * oneDNN 3.7 (TensorFlow 2.21) computes the two at once with its kernel "brgconv_strided:avx512_core", and on some CPUs the
 * last block is then wrong: of 80 feature maps the last 16, of 144 the last 16. Each part by itself is right.
 *
 * @param stock TensorFlow's kernel
 */
export function createInputGradient(stock: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    const { dy, filter } = call.inputs as Record<'dy' | 'filter', tf.Tensor4D>;
    const attrs = call.attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const [height, width, featureMaps, outputs] = filter.shape;
    const full = featureMaps - (featureMaps % BLOCK);
    const hasStrides = [attrs.strides].flat().some((stride) => stride > 1);
    if (!hasStrides || full === 0 || full === featureMaps || attrs.dataFormat !== 'NHWC') return stock(call);
    return tf.tidy(() => {
      const partOf = (from: number, size: number): tf.Tensor => {
        const inputShape = [...attrs.inputShape.slice(0, 3), size];
        const part = tf.slice(filter, [0, 0, from, 0], [height, width, size, outputs]);
        return stock({
          ...call,
          inputs: { dy, filter: part },
          attrs: { ...call.attrs, inputShape },
        }) as tf.Tensor;
      };
      return tf.concat([partOf(0, full), partOf(full, featureMaps - full)], 3);
    });
  };
}
