import type { TSchema } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import type { Regularizer, UsualRegularization } from '../regularizers/index.js';
import { REGULARIZER_FIELDS } from '../regularizers/index.js';

/** The settings an architecture gets if a spec omits them or says `auto`. Each variant's file gives their sources. */
interface UsualSettings extends UsualRegularization {
  readonly learningRate: number;
}

/** What the number of parameters depends on, besides the architecture. */
export interface Inputs {
  /** Values in a window of 28×28 pixels, over all channels. */
  readonly values: number;
  readonly channels: number;
  readonly classes: number;
  /** Number of train images used for training. */
  readonly trained: number;
}

/** What `protocolVersion` depends on, besides the architecture. */
export interface ProtocolFacts {
  readonly regularizer: Regularizer;
  /** Whether the last batch of an epoch is smaller than the others. */
  readonly hasSmallerLastBatch: boolean;
}

/** How a spec writes an architecture with options as an object. */
interface WrittenArchitecture<Value, Spec> {
  readonly spec: TSchema;
  resolve(spec: Spec): Value;
  /**
   * Finds an option whose default does not fit a data set.
   *
   * @param given the spec: a name or an object
   */
  findUnfitDefault?(
    given: string | Spec,
    dataset: CellDataset,
  ): { readonly option: string; readonly expected: string } | undefined;
}

/** Fields of a regularizer that an architecture cannot have, and what the error says it expected instead. */
export interface Refusal {
  readonly fields: readonly (keyof Regularizer)[];
  readonly expected: string;
}

/** Everything known about a kind of architecture before it is built, in one file. */
export interface ArchitectureVariant<Value, Spec = never> {
  /** Its schema in cells if it is trained by gradient descent. */
  readonly trained?: TSchema;
  /** Its schema in cells if it is solved, not trained. */
  readonly solved?: TSchema;
  isSolved(architecture: Value): boolean;
  /** The names that a spec may use for it: fixed words, and patterns of names with options. */
  readonly words: readonly string[];
  readonly patterns: readonly string[];
  /** The name that a person meant who left part of one out; `undefined` if this is no such name. */
  completeName?(written: string): string | undefined;
  /** Describes names that match a pattern; `null` if they are the names that results use. */
  readonly help: string | null;
  /** An example of a name in results, and the options that such names omit. */
  readonly resultName?: { readonly example?: string; readonly leavesOut: readonly string[] };
  /** Its name in specs and results. `parseName` is the inverse, except for omitted options. */
  name(architecture: Value): string;
  /** The architecture with this name; `undefined` if the name belongs to another kind. */
  parseName(name: string): Value | undefined;
  /** `null` if its names state all its options. */
  readonly written: WrittenArchitecture<Value, Spec> | null;
  readonly usual: UsualSettings;
  /** Cross-entropies are in nats; half squares are half the squared distance to one-hot targets. */
  readonly loss: 'cross-entropy' | 'half-squares';
  hasBatchNorm(architecture: Value): boolean;
  /** The images it takes: windows of 28×28 pixels in memory, or images of a folder. */
  readonly images: 'windows' | 'folder';
  /** What it cannot have of a regularizer. The fields must not depend on its numbers, such as depth and width. */
  refusals(architecture: Value): readonly Refusal[];
  /**
   * The number of learnable parameters that a result will state. Running averages of batch normalization do not count.
   */
  parameterCount(architecture: Value, inputs: Inputs): number;
  /** Weights in its largest layer, if a spec controls its size. Solved architectures check their memory themselves. */
  largestLayer?(architecture: Value): number;
  /** See `protocolVersion`. */
  protocol(architecture: Value, facts: ProtocolFacts): 1 | 2;
  /** Number of layers and of units per layer, if it has a single such number. */
  size(architecture: Value): { readonly depth: number | null; readonly width: number | null };
  /** The numbers that its name omits, for a report's Methods. */
  describeOptions(architecture: Value): readonly string[];
  /** A warning about what the spec may not have intended; `undefined` if there is none. */
  remark(architecture: Value): string | undefined;
}

/** What most networks share: a name without options, and training with cross-entropy on windows in memory. */
export const NETWORK = {
  isSolved: () => false,
  patterns: [],
  help: null,
  written: null,
  loss: 'cross-entropy',
  hasBatchNorm: () => false,
  images: 'windows',
  refusals: () => [],
  protocol: (): 1 | 2 => 1,
  size: () => ({ depth: null, width: null }),
  describeOptions: () => [],
  remark: () => undefined,
} as const;

/** Parameters of a fully connected layer, including one bias per unit. */
export const denseCount = (inputs: number, units: number): number => (inputs + 1) * units;

/** Parameters of a convolution, including one bias per filter. */
export const convolutionCount = (side: number, inputs: number, filters: number): number =>
  (side * side * inputs + 1) * filters;

/** A solved architecture refuses every regularizer except a ridge. */
export const solvedRefusal = (name: string): Refusal => ({
  fields: REGULARIZER_FIELDS.filter((field) => field !== 'weightDecay'),
  expected: `none, or only weight decay: ${name} is solved, not trained`,
});
