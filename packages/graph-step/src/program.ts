import type * as tf from '@tensorflow/tfjs-core';

// The same interface as in packages/learning. Neither package imports the other: TypeScript compares the two where a
// trainer passes one to the other (apps/trainer/src/create-compile.ts).

/** An input of a function. Its shape never changes. */
export interface Feed {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A pure function of its feeds, the residents and the variables, which it may assign. It never reads values back. */
export interface ProgramFunction {
  readonly feeds: readonly Feed[];
  /** Called inside `tf.tidy`, with the feeds in order. */
  readonly run: (...feeds: tf.Tensor[]) => tf.Tensor[];
}

/** Functions that share state. */
export interface Program<Name extends string = string> {
  /** Programs with the same key differ only in the values of their variables and residents. */
  readonly key: string;
  /** What functions read and assign. */
  readonly variables: readonly tf.Variable[];
  /** What functions read and nothing changes, such as a data set. */
  readonly residents: readonly tf.Tensor[];
  readonly functions: Readonly<Record<Name, ProgramFunction>>;
}

/** A running program, starting with the state it was given. */
export interface Session<Name extends string = string> {
  /** Runs a function; the caller owns what it returns. */
  run(name: Name, feeds: readonly tf.Tensor[]): tf.Tensor[];
  /** Updates the variables with what functions assigned. */
  readBack(): void;
  /** Frees what execution allocated; the variables and residents still belong to their owner. */
  dispose(): void;
}
