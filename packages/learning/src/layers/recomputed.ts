import * as tf from '@tensorflow/tfjs-core';

/**
 * Computes gradients during the backward pass of others. TF.js has only one tape and clears it after each use, so the
 * active one is put aside in the meantime.
 */
function withOwnTape<T>(take: () => T): T {
  const { state } = tf.engine();
  const { activeTape } = state;
  try {
    return take();
  } finally {
    state.activeTape = activeTape;
  }
}

/**
 * A part of a network that does not keep its inner values for the backward pass but recomputes them (gradient
 * checkpointing, Chen et al. 2016). It yields the same numbers with less memory, and takes half as much time again.
 *
 * @param apply called once in the forward pass, and with `again` set in the backward pass
 * @param variables every variable that `apply` reads
 */
export function recomputed(
  apply: (x: tf.Tensor4D, again: boolean) => tf.Tensor4D,
  variables: readonly tf.Variable[],
): (x: tf.Tensor4D) => tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [x] = args as tf.Tensor4D[];
    const save = args.at(-1) as tf.GradSaveFunc;
    save([x!]);
    return {
      value: apply(x!, false),
      gradFunc: (dy: tf.Tensor, [x]: tf.Tensor[]) =>
        withOwnTape(() => tf.grads((...[x]) => apply(x as tf.Tensor4D, true))([x!, ...variables], dy)),
    };
  });
  return (x) => operation(x, ...variables);
}
