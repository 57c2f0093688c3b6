import * as tf from '@tensorflow/tfjs-core';

/**
 * Takes gradients while the backward pass of others is under way. TF.js has one tape, and clears it after each use: the
 * one that is in use is put aside meanwhile.
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
 * A part of a network whose inner values are not kept for the backward pass, which computes them once more instead
 * (gradient checkpointing, Chen et al. 2016): the same numbers for less memory and half as much time again.
 *
 * @param apply called once forward, and again, with `again`, on the way back
 * @param variables all that `apply` reads
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
