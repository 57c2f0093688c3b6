import type * as tf from '@tensorflow/tfjs-core';

// The interface of packages/learning, which knows no engine, as this package knows no learning: TypeScript compares the
// two where a trainer passes one to the other (apps/trainer/src/create-compile.ts).

/** What a function is fed with: its shape is always the same. */
export interface Feed {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A pure function of its feeds, the residents and the variables, which it may assign. It reads no values back. */
export interface ProgramFunction {
  readonly feeds: readonly Feed[];
  /** Called inside `tf.tidy`, with the feeds in their order. */
  readonly run: (...feeds: tf.Tensor[]) => tf.Tensor[];
}

/** Functions over common state. */
export interface Program<Name extends string = string> {
  /** Programs of one key are the same but for the values of their variables and residents. */
  readonly key: string;
  /** What functions read and assign. */
  readonly variables: readonly tf.Variable[];
  /** What functions read, and nobody changes: a data set, say. */
  readonly residents: readonly tf.Tensor[];
  readonly functions: Readonly<Record<Name, ProgramFunction>>;
}

/** A program in execution, with the state that it began with. */
export interface RunningProgram<Name extends string = string> {
  /** Runs a function; the caller owns what it returns. */
  run(name: Name, feeds: readonly tf.Tensor[]): tf.Tensor[];
  /** Brings the variables up to date with what functions assigned. */
  readBack(): void;
  /** Frees what execution took; the variables and residents stay their owner's. */
  dispose(): void;
}
