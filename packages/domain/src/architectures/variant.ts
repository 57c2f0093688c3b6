import type { TSchema } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import type { Regularizer, UsualRegularization } from '../regularizers/index.js';
import { REGULARIZER_FIELDS } from '../regularizers/index.js';

/** What an architecture is given if a spec says `auto`, or nothing; each with its source in the variant's file. */
interface UsualSettings extends UsualRegularization {
  readonly learningRate: number;
}

/** What the number of parameters depends on besides the architecture. */
export interface Inputs {
  /** Values of an image's window of 28×28 pixels. */
  readonly values: number;
  readonly channels: number;
  readonly classes: number;
  /** Train images that are trained on. */
  readonly trained: number;
}

/** What the protocol of a cell depends on besides its architecture: `protocolVersion`. */
export interface ProtocolFacts {
  readonly regularizer: Regularizer;
  /** Whether the last batch of an epoch is smaller than those before it. */
  readonly hasSmallerLastBatch: boolean;
}

/** A way to write an architecture as an object, for those that have options. */
interface WrittenArchitecture<Value, Spec> {
  readonly spec: TSchema;
  resolve(spec: Spec): Value;
  /**
   * An option whose default does not fit a data set.
   *
   * @param given as the spec has it: by name, or as an object
   */
  findUnfitDefault?(
    given: string | Spec,
    dataset: CellDataset,
  ): { readonly option: string; readonly expected: string } | undefined;
}

/** Fields of a regularizer that an architecture cannot have, and what a spec is told in their place. */
export interface Refusal {
  readonly fields: readonly (keyof Regularizer)[];
  readonly expected: string;
}

/** A kind of architecture: all that is known of it before it is built, in one file. */
export interface ArchitectureVariant<Value, Spec = never> {
  /** As cells have it if it is trained by gradient descent. */
  readonly trained?: TSchema;
  /** As cells have it if it is solved, not trained. */
  readonly solved?: TSchema;
  isSolved(architecture: Value): boolean;
  /** The names that stand for it in a spec: words, and patterns of names with options. */
  readonly words: readonly string[];
  readonly patterns: readonly string[];
  /** How names of a pattern look, in words; `null` if they are those that results give it with its options. */
  readonly help: string | null;
  /** An example of such a name of results, and options that it leaves out. */
  readonly resultName?: { readonly example?: string; readonly leavesOut: readonly string[] };
  /** As specs and results call it: `parseName` takes it back, but for options that it leaves out. */
  name(architecture: Value): string;
  /** The architecture of a name; `undefined` if it is another one's. */
  parseName(name: string): Value | undefined;
  /** `null` if it has no options but those in its names. */
  readonly written: WrittenArchitecture<Value, Spec> | null;
  readonly usual: UsualSettings;
  /** Cross-entropies are in nats; half squares are of one-hot targets. */
  readonly loss: 'cross-entropy' | 'half-squares';
  hasBatchNorm(architecture: Value): boolean;
  /** The images that it takes: windows of 28×28 pixels in memory, or those of a folder. */
  readonly images: 'windows' | 'folder';
  /** What of a regularizer it cannot have; the fields depend on no number of the architecture. */
  refusals(architecture: Value): readonly Refusal[];
  /**
   * How many numbers it has to learn, as a result will say. Running averages of batch normalization do not count.
   */
  parameterCount(architecture: Value, inputs: Inputs): number;
  /** Weights of its largest layer, if a spec may choose how many; what is solved checks its memory itself. */
  largestLayer?(architecture: Value): number;
  /** See `protocolVersion`. */
  protocol(architecture: Value, facts: ProtocolFacts): 1 | 2;
  /** Layers and units a layer, if it has a number of them. */
  size(architecture: Value): { readonly depth: number | null; readonly width: number | null };
  /** Numbers that its name leaves out, for a report's Methods. */
  describeOptions(architecture: Value): readonly string[];
  /** What a spec that has it may not mean; `undefined` if nothing. */
  remark(architecture: Value): string | undefined;
}

/** What most networks have in common: a name without options, trained with cross-entropy on windows in memory. */
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

/** Weights of a fully connected layer, one bias a unit. */
export const denseCount = (inputs: number, units: number): number => (inputs + 1) * units;

/** Weights of a convolution, one bias a filter. */
export const convolutionCount = (side: number, inputs: number, filters: number): number =>
  (side * side * inputs + 1) * filters;

/** The refusal of what is solved: nothing of a regularizer but a ridge. */
export const solvedRefusal = (name: string): Refusal => ({
  fields: REGULARIZER_FIELDS.filter((field) => field !== 'weightDecay'),
  expected: `none, or weight decay alone: ${name} is solved and not trained`,
});
