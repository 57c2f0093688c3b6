import * as tf from '@tensorflow/tfjs-core';

/** An input of a function. Its shape never changes. */
export interface Feed {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A pure function of its feeds, the residents and the variables, which it may assign. It never reads values back. */
export interface ProgramFunction {
  readonly feeds: readonly Feed[];
  readonly run: (...feeds: tf.Tensor[]) => tf.Tensor[];
}

/**
 * What an engine has to compute for a cell: functions that share state. An engine may run a function directly, or call
 * it once and replay what it recorded.
 */
export interface Program<Name extends string = string> {
  /** Programs with the same key differ only in the values of their variables and residents. */
  readonly key: string;
  /** Tensors that functions read and assign. */
  readonly variables: readonly tf.Variable[];
  /** Tensors that functions read and nothing changes: the data. */
  readonly residents: readonly tf.Tensor[];
  readonly functions: Readonly<Record<Name, ProgramFunction>>;
}

/** A running program, which starts with the state it was given. */
export interface Session<Name extends string = string> {
  /** Runs a function; the caller owns what it returns. */
  run(name: Name, feeds: readonly tf.Tensor[]): tf.Tensor[];
  /** Updates the variables with what functions have assigned. */
  readBack(): void;
  /** Frees what execution allocated; variables and residents still belong to their owner. */
  dispose(): void;
}

export type Compile = <Name extends string>(program: Program<Name>) => Session<Name>;

/** Runs functions directly, operation by operation, on any engine. */
export const runEagerly: Compile = ({ functions }) => ({
  run: (name, feeds) => tf.tidy(() => functions[name].run(...feeds)),
  readBack: () => undefined,
  dispose: () => undefined,
});
