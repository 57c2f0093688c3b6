import type { Engine } from '@rote/domain';
import { describeError, saysOutOfMemory } from '@rote/domain';
import { createGraphCompiler } from '@rote/graph-step';
import type { Compile, Program } from '@rote/learning';
import { runEagerly } from '@rote/learning';

/**
 * How a trainer runs what its cells ask of the engine: on the native engine as one TensorFlow graph, on the others
 * operation by operation.
 *
 * @param onWarning called when a program runs operation by operation on the native engine, with the reason: the result
 *   is the same up to rounding, but it takes longer
 */
export function createCompile({ name }: Engine, onWarning: (line: string) => void): Compile {
  if (name !== 'tfjs-node' && name !== 'tfjs-node-gpu') return runEagerly;
  const compile = createGraphCompiler();
  return <Name extends string>(program: Program<Name>) => {
    try {
      return compile(program);
    } catch (error) {
      // One by one the operations take no less: that is for another trainer.
      if (saysOutOfMemory(describeError(error))) throw error;
      onWarning(`No graph, so operation by operation: ${describeError(error)}`);
      return runEagerly(program);
    }
  };
}
