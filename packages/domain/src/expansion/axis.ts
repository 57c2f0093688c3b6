import type { Architecture } from '../architectures/index.js';
import { resolveArchitecture } from '../architectures/index.js';
import type { StopRule } from '../cell.js';
import type { Corruption } from '../corruptions/index.js';
import { resolveCorruption } from '../corruptions/index.js';
import { resolveDataset } from '../datasets/index.js';
import type { ChosenOptimizer } from '../optimizers/index.js';
import { completeOptimizer } from '../optimizers/index.js';
import type { ChosenRegularizer } from '../regularizers/index.js';
import { completeRegularizer } from '../regularizers/index.js';
import { completeStop, USUAL_TRAINING } from '../resolving/index.js';
import type { GridSpec, SweepSpec } from '../sweep-spec.js';

export type Axis = keyof GridSpec;

/** In order of expansion. Seeds vary slowest, so that a sweep cut short has complete grids for its first seeds. */
export const AXES = [
  'seed',
  'labelSeed',
  'pixelSeed',
  'initSeed',
  'orderSeed',
  'trainImages',
  'architecture',
  'corruption',
  'testLabels',
  'regularizer',
  'leaveOut',
  'epochs',
  'batchSize',
  'optimizer',
  'decayPerEpoch',
  'stepsPerDecay',
  'stop',
] as const satisfies readonly Axis[];

/**
 * A value on each axis, with everything that the spec omits filled in; only an `auto` still depends on other axes. If
 * the seed of a purpose is `undefined`, the cell's own seed applies.
 */
export interface AxisValues {
  readonly seed: number;
  readonly labelSeed: number | undefined;
  readonly pixelSeed: number | undefined;
  readonly initSeed: number | undefined;
  readonly orderSeed: number | undefined;
  readonly trainImages: number;
  readonly architecture: Architecture;
  readonly corruption: Corruption;
  readonly testLabels: 'clean' | 'corrupted';
  readonly regularizer: ChosenRegularizer;
  readonly leaveOut: number | 'none';
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: ChosenOptimizer;
  readonly decayPerEpoch: number;
  readonly stepsPerDecay: number | 'auto';
  readonly stop: StopRule;
}

type Given<A extends Axis> = Extract<NonNullable<GridSpec[A]>, readonly unknown[]>[number];
type Completion<A extends Axis> = (given: Given<A> | undefined, spec: SweepSpec) => AxisValues[A];

const ownSeed = (given: number | undefined): number | undefined => given;

/**
 * The default of an axis is its value in `training`; a value that has parts takes the default of each part from there
 * too.
 */
const COMPLETIONS: { readonly [A in Axis]: Completion<A> } = {
  seed: (given = 1) => given,
  labelSeed: ownSeed,
  pixelSeed: ownSeed,
  initSeed: ownSeed,
  orderSeed: ownSeed,
  trainImages: (given, { dataset }) => given ?? resolveDataset(dataset).train,
  // Every grid names its architectures.
  architecture: (given = 'mlp-1x512') => resolveArchitecture(given),
  corruption: (given = 'none') => resolveCorruption(given),
  testLabels: (given = 'clean') => given,
  regularizer: (given = 'none') => completeRegularizer(given),
  leaveOut: (given = 'none') => given,
  epochs: (given, { training }) => given ?? training?.epochs ?? USUAL_TRAINING.epochs,
  batchSize: (given, { training }) => given ?? training?.batchSize ?? USUAL_TRAINING.batchSize,
  optimizer: (given, { training }) => completeOptimizer(given, training?.optimizer),
  decayPerEpoch: (given, { training }) => given ?? training?.decayPerEpoch ?? USUAL_TRAINING.decayPerEpoch,
  stepsPerDecay: (given, { training }) => given ?? training?.stepsPerDecay ?? USUAL_TRAINING.stepsPerDecay,
  stop: (given = {}, { training }) => {
    const usual = training?.stop ?? {};
    return completeStop(given === 'none' || usual === 'none' ? given : { ...usual, ...given });
  },
};

/** A complete value of an axis: what `given` omits comes from `training`, or else is the default. */
export const completeValue = <A extends Axis>(
  axis: A,
  given: Given<A> | undefined,
  spec: SweepSpec,
): AxisValues[A] => (COMPLETIONS[axis] as Completion<A>)(given, spec);
