import type { NamedTensor } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

export interface NamedVariable {
  /** Alone in its network, for example `conv1/kernel`. */
  readonly name: string;
  readonly variable: tf.Variable;
}

/** The values of variables, read from the engine. */
export async function readTensors(variables: readonly NamedVariable[]): Promise<readonly NamedTensor[]> {
  const tensors: NamedTensor[] = [];
  for (const { name, variable } of variables) {
    // An engine may hand out the memory that it goes on to compute in.
    const values = ((await variable.data()) as Float32Array).slice();
    tensors.push({ name, shape: variable.shape, values });
  }
  return tensors;
}

/**
 * Gives variables the values of the tensors of their names.
 *
 * @throws RangeError where one has none
 */
export function assignTensors(variables: readonly NamedVariable[], tensors: readonly NamedTensor[]): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  tf.tidy(() => {
    for (const { name, variable } of variables) {
      const tensor = byName.get(name);
      if (tensor === undefined) throw new RangeError(`no values of ${name}`);
      variable.assign(tf.tensor(tensor.values, variable.shape));
    }
  });
}
