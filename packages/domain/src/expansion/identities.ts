import type { Architecture } from '../architectures/index.js';
import { architectureVariant } from '../architectures/index.js';
import { canonicalJson } from '../cell-id.js';
import type { CellDataset } from '../datasets/index.js';
import { toOptimizerFields } from '../optimizers/index.js';
import type { Regularizer } from '../regularizers/index.js';
import { applyRegularizer } from '../regularizers/index.js';
import { decayStepsOf, learningRateOf } from '../resolving/index.js';
import type { Axis, AxisValues } from './axis.js';

/** The values of a combination that values of other axes depend on. */
export interface Context {
  readonly seed: number;
  readonly dataset: CellDataset;
  readonly architecture: Architecture;
  readonly batchSize: number;
}

/** Numbers that are equal if and only if two values of an axis mean the same, synonyms included. */
export interface Identities {
  readonly of: <A extends Axis>(axis: A, value: AxisValues[A], context: Context) => number;
  /** The resolved regularizer: the same object for the same value. */
  readonly regularizer: (chosen: AxisValues['regularizer'], architecture: Architecture) => Regularizer;
}

/** The part of a context that the identities of an axis depend on; `undefined` if they do not depend on it. */
export function contextKey(axis: Axis, { architecture, batchSize }: Context): string | number | undefined {
  if (axis === 'regularizer' || axis === 'optimizer') return architecture.kind;
  return axis === 'stepsPerDecay' ? batchSize : undefined;
}

/** Caches what a value resolves to for each kind of architecture. */
function rememberByKind<Value extends object, Result>(
  resolve: (value: Value, architecture: Architecture) => Result,
): (value: Value, architecture: Architecture) => Result {
  const byKind = new Map<string, WeakMap<Value, Result>>();
  return (value, architecture) => {
    let known = byKind.get(architecture.kind);
    if (known === undefined) byKind.set(architecture.kind, (known = new WeakMap()));
    let result = known.get(value);
    if (result === undefined) known.set(value, (result = resolve(value, architecture)));
    return result;
  };
}

export function createIdentities(): Identities {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const ofObjects = new WeakMap<object, number>();
  const ofObject = (value: object): number => {
    let known = ofObjects.get(value);
    if (known === undefined) ofObjects.set(value, (known = numberOf(canonicalJson(value))));
    return known;
  };
  const regularizer = rememberByKind((chosen: AxisValues['regularizer'], architecture) =>
    applyRegularizer(chosen, architectureVariant(architecture).usual),
  );
  const optimizer = rememberByKind((chosen: AxisValues['optimizer'], architecture) =>
    numberOf(canonicalJson([learningRateOf(chosen, architecture), toOptimizerFields(chosen)])),
  );
  const identities: { readonly [A in Axis]: (value: AxisValues[A], context: Context) => number } = {
    seed: (value) => value,
    labelSeed: (value, { seed }) => value ?? seed,
    pixelSeed: (value, { seed }) => value ?? seed,
    initSeed: (value, { seed }) => value ?? seed,
    orderSeed: (value, { seed }) => value ?? seed,
    trainImages: (value) => value,
    architecture: ofObject,
    corruption: ofObject,
    testLabels: (value) => (value === 'clean' ? 0 : 1),
    regularizer: (value, { architecture }) => ofObject(regularizer(value, architecture)),
    leaveOut: (value) => (value === 'none' ? -1 : value),
    epochs: (value) => value,
    batchSize: (value) => value,
    optimizer: (value, { architecture }) => optimizer(value, architecture),
    decayPerEpoch: (value) => value,
    stepsPerDecay: decayStepsOf,
    stop: ofObject,
  };
  return {
    regularizer,
    of: <A extends Axis>(axis: A, value: AxisValues[A], context: Context) =>
      (identities[axis] as (value: AxisValues[A], context: Context) => number)(value, context),
  };
}
