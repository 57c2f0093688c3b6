import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, NativeBinding, OpAttribute } from './native-backend.js';
import { tensorId } from './native-backend.js';
import type { ProgramFunction } from './program.js';

/** Where a value in a recorded function comes from. */
export type Source =
  | { readonly kind: 'feed' | 'variable' | 'resident'; readonly index: number }
  | { readonly kind: 'constant'; readonly index: number }
  | { readonly kind: 'output'; readonly op: number; readonly index: number };

/** A value that the function made from its own numbers: a shape, an axis, a mask. */
interface RecordedConstant {
  readonly shape: readonly number[];
  /** One of TensorFlow's `DataType` numbers. */
  readonly dtype: number;
  readonly values: unknown;
}

export interface RecordedOp {
  /** TensorFlow's name for it, such as `MatMul`. */
  readonly name: string;
  readonly attributes: readonly OpAttribute[];
  readonly inputs: readonly Source[];
  /** Shape of each output. */
  readonly shapes: readonly (readonly number[])[];
}

interface RecordedOutput {
  readonly source: Source;
  readonly dtype: tf.DataType;
}

/** One call of a function, operation by operation. */
export interface Recording {
  /** Shapes of the call's feeds, and of the variables and residents. */
  readonly shapes: Readonly<Record<'feed' | 'variable' | 'resident', readonly (readonly number[])[]>>;
  readonly constants: readonly RecordedConstant[];
  readonly ops: readonly RecordedOp[];
  readonly outputs: readonly RecordedOutput[];
  /** The value of each assigned variable at the end, by its index. */
  readonly assigned: ReadonlyMap<number, Source>;
}

export interface RecordingScope {
  readonly backend: NativeBackend;
  readonly variables: readonly tf.Variable[];
  readonly residents: readonly tf.Tensor[];
}

/** Operations with a generator, whose state would pass from one program to the next in a session. */
const RANDOM = /Random|Multinomial|Bernoulli|Gamma|Poisson/;

/**
 * Calls a function once, with feeds of zeros, and records its calls of the native binding. The variables keep their
 * values.
 *
 * @throws RoteError `engine-failed` if the call depends on anything other than feeds, variables, residents and
 *   constants
 */
export function recordFunction(
  name: string,
  { feeds, run }: ProgramFunction,
  { backend, variables, residents }: RecordingScope,
): Recording {
  const binding = backend.binding;
  const sources = new Map<number, Source>();
  const constants: RecordedConstant[] = [];
  const ops: RecordedOp[] = [];
  const refuse = (what: string): never => {
    throw new RoteError('engine-failed', `${name} cannot be recorded as a graph: it ${what}`);
  };
  const sourceOf = (id: number, user: string): Source =>
    sources.get(id) ?? refuse(`gives ${user} a tensor that is neither a feed nor a resident nor its own`);

  const recorder: Partial<NativeBinding> = {
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      sources.set(id, { kind: 'constant', index: constants.length });
      constants.push({ shape: [...shape], dtype, values });
      return id;
    },
    executeOp(opName, attributes, inputs, outputs) {
      if (RANDOM.test(opName)) refuse(`draws random numbers by ${opName}`);
      const op = ops.length;
      const taken = inputs.map((id) => sourceOf(id, opName));
      const made = binding.executeOp(opName, attributes, inputs, outputs);
      ops.push({ name: opName, attributes, inputs: taken, shapes: made.map(({ shape }) => shape) });
      made.forEach(({ id }, index) => sources.set(id, { kind: 'output', op, index }));
      return made;
    },
    tensorDataSync(id) {
      if (sources.get(id)?.kind !== 'constant') refuse('reads values back');
      return binding.tensorDataSync(id);
    },
  };

  // Not a proxy of the binding itself, because its properties are read-only, and a proxy may not hide those.
  const substitute: NativeBinding = new Proxy({} as NativeBinding, {
    get: (_, property) => Reflect.get(property in recorder ? recorder : binding, property) as unknown,
  });

  let recording: Recording | undefined;
  tf.tidy(() => {
    const zeros = feeds.map(({ shape, dtype }) => tf.zeros([...shape], dtype));
    const kept = variables.map((variable) => variable.clone());
    const declare = (kind: 'feed' | 'variable' | 'resident', tensors: readonly tf.Tensor[]): void => {
      tensors.forEach((tensor, index) => sources.set(tensorId(backend, tensor), { kind, index }));
    };
    declare('feed', zeros);
    declare('resident', residents);
    declare('variable', variables);
    backend.binding = substitute;
    try {
      const outputs = run(...zeros).map((tensor) => ({
        source: sourceOf(tensorId(backend, tensor), 'its caller'),
        dtype: tensor.dtype,
      }));
      const assigned = new Map<number, Source>();
      variables.forEach((variable, index) => {
        const source = sourceOf(tensorId(backend, variable), 'a variable');
        if (source.kind !== 'variable' || source.index !== index) assigned.set(index, source);
      });
      const shapesOf = (tensors: readonly { readonly shape: readonly number[] }[]) =>
        tensors.map(({ shape }) => shape);
      const shapes = {
        feed: shapesOf(feeds),
        variable: shapesOf(variables),
        resident: shapesOf(residents),
      };
      recording = { shapes, constants, ops, outputs, assigned };
    } finally {
      backend.binding = binding;
      variables.forEach((variable, index) => {
        variable.assign(kept[index]!);
      });
    }
  });
  return recording!;
}
