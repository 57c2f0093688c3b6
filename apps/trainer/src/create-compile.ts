import type { Engine } from '@rote/domain';
import { describeError, saysOutOfMemory } from '@rote/domain';
import { createGraphCompiler } from '@rote/graph-step';
import type { Compile, Program } from '@rote/learning';
import { runEagerly } from '@rote/learning';

/**
 * Returns how a trainer runs its cells' programs: each as one TensorFlow graph on the native engine, operation by
 * operation on the others.
 *
 * @param onWarning called with the reason when a program runs operation by operation on the native engine: the result is
 *   the same up to rounding, but takes longer
 */
export function createCompile({ name }: Engine, onWarning: (line: string) => void): Compile {
  if (name !== 'tfjs-node' && name !== 'tfjs-node-gpu') return runEagerly;
  const { compile } = createGraphCompiler();
  return <Name extends string>(program: Program<Name>) => {
    try {
      return compile(program);
    } catch (error) {
      // Operation by operation, it would need as much memory. The supervisor tries again with another trainer.
      if (saysOutOfMemory(describeError(error))) throw error;
      onWarning(`Running operation by operation, because there is no graph: ${describeError(error)}`);
      return runEagerly(program);
    }
  };
}
