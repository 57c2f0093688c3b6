import * as tf from '@tensorflow/tfjs-core';

/** What a function is fed with: its shape is always the same. */
export interface Feed {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A pure function of its feeds, the residents and the variables, which it may assign. It reads no values back. */
export interface ProgramFunction {
  readonly feeds: readonly Feed[];
  readonly run: (...feeds: tf.Tensor[]) => tf.Tensor[];
}

/**
 * What an engine has to do for a cell, as functions over common state. An engine may run a function as it stands, or
 * call it once and repeat what it saw.
 */
export interface Program<Name extends string = string> {
  /** Programs of one key are the same but for the values of their variables and residents. */
  readonly key: string;
  /** What functions read and assign. */
  readonly variables: readonly tf.Variable[];
  /** What functions read, and nobody changes: the data. */
  readonly residents: readonly tf.Tensor[];
  readonly functions: Readonly<Record<Name, ProgramFunction>>;
}

/** A program in execution, with the state that it began with. */
export interface RunningProgram<Name extends string = string> {
  /** Runs a function; the caller owns what it returns. */
  run(name: Name, feeds: readonly tf.Tensor[]): tf.Tensor[];
  /** Brings the variables up to date with what functions assigned. */
  readBack(): void;
  /** Frees what execution took; variables and residents stay their owner's. */
  dispose(): void;
}

export type Compile = <Name extends string>(program: Program<Name>) => RunningProgram<Name>;

/** Runs functions as they stand, operation by operation, on any engine. */
export const runEagerly: Compile = ({ functions }) => ({
  run: (name, feeds) => tf.tidy(() => functions[name].run(...feeds)),
  readBack: () => undefined,
  dispose: () => undefined,
});
