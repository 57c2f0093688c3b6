import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

export interface NamedVariable {
  /** Unique in its network, for example `conv1/kernel`. */
  readonly name: string;
  readonly variable: tf.Variable;
}

/** Reads the values of variables from the engine. */
export async function readTensors(variables: readonly NamedVariable[]): Promise<readonly NamedTensor[]> {
  const tensors: NamedTensor[] = [];
  for (const { name, variable } of variables) {
    // An engine may return memory in which it will compute again.
    const values = ((await variable.data()) as Float32Array).slice();
    tensors.push({ name, shape: variable.shape, values });
  }
  return tensors;
}

/**
 * Assigns to each variable the values of the tensor with its name.
 *
 * @throws RangeError if there is no such tensor
 */
export function assignTensors(variables: readonly NamedVariable[], tensors: readonly NamedTensor[]): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  tf.tidy(() => {
    for (const { name, variable } of variables) {
      const tensor = byName.get(name);
      if (tensor === undefined) throw new RangeError(`no values for ${name}`);
      variable.assign(tf.tensor(tensor.values, variable.shape));
    }
  });
}
