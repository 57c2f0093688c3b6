import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import type { ValueOf } from '../value-of.js';
import { joinTexts } from '../wording.js';
import { asymmetricLabels } from './asymmetric-labels.js';
import { gaussian } from './gaussian.js';
import { none } from './none.js';
import { partialLabels } from './partial-labels.js';
import { randomBinaryLabels } from './random-binary-labels.js';
import { randomLabels } from './random-labels.js';
import { randomPixels } from './random-pixels.js';
import { shuffledPixels } from './shuffled-pixels.js';
import type { CorruptionFault, CorruptionVariant } from './variant.js';

/** The randomization tests of the paper's section 2.1, and more of their kind. This is the only list of them. */
const CORRUPTIONS = {
  none,
  'random-labels': randomLabels,
  'random-binary-labels': randomBinaryLabels,
  'shuffled-pixels': shuffledPixels,
  'random-pixels': randomPixels,
  gaussian,
  'partial-labels': partialLabels,
  'asymmetric-labels': asymmetricLabels,
};

type Corruptions = typeof CORRUPTIONS;
type Kind = keyof Corruptions;
type DescribedIn<Variant> = Variant extends {
  readonly written: { readonly spec: infer Spec extends TSchema };
}
  ? Static<Spec>
  : never;

export type Corruption = { [K in Kind]: ValueOf<Corruptions[K]['value']> }[Kind];
type DescribedCorruption = DescribedIn<Corruptions[Kind]>;
/** A corruption as a spec writes it: its name, or an object if it has options. */
export type CorruptionSpec = Exclude<Kind, DescribedCorruption['kind']> | DescribedCorruption;

const VARIANTS: Readonly<Record<Kind, CorruptionVariant<Corruption, DescribedCorruption>>> = CORRUPTIONS;
const KINDS = Object.keys(CORRUPTIONS) as readonly Kind[];
const NAMES = KINDS.filter((kind) => VARIANTS[kind].written === null);
const DESCRIBED = KINDS.flatMap((kind) => VARIANTS[kind].written ?? []);

/** The corruption of a cell. */
export const Corruption = Type.Unsafe<Corruption>(
  Type.Union(
    KINDS.map((kind) => VARIANTS[kind].value),
    { description: 'what was done to the train set' },
  ),
);

export const CorruptionSpec = Type.Unsafe<CorruptionSpec>(
  Type.Union([Type.Enum([...NAMES]), ...DESCRIBED.map(({ spec }) => spec)], {
    description: joinTexts([...NAMES, ...DESCRIBED.map(({ help }) => help)], 'or'),
  }),
);

export const resolveCorruption = (spec: CorruptionSpec): Corruption =>
  typeof spec === 'string' ? { kind: spec } : VARIANTS[spec.kind].written!.resolve(spec);

/** The name of a corruption as results show it, without its probability. */
export const corruptionName = (corruption: Corruption): Corruption['kind'] => corruption.kind;

/**
 * The share of train labels that are replaced with a random class, 0 … 1. For asymmetric noise: the share of labels
 * that change if all classes are equally frequent.
 */
export const labelNoise = (corruption: Corruption): number =>
  VARIANTS[corruption.kind].labelNoise(corruption);

/** Whether a corruption moves or replaces pixels. */
export const corruptsImages = ({ kind }: Corruption): boolean => VARIANTS[kind].corruptsImages;

/** The number of distinct labels that a cell has, given the number of its data set's classes. */
export const classCount = ({ corruption }: { readonly corruption: Corruption }, classes: number): number =>
  VARIANTS[corruption.kind].classes ?? classes;

/** Whether labels are classes of the data set, so that a corrupted one can be compared with the true one. */
export const keepsClasses = ({ kind }: Corruption): boolean => VARIANTS[kind].classes === null;

/** Whether a cell can have corrupted test labels. In a two-class problem there are no true labels to corrupt. */
export const hasTestLabels = (corruption: Corruption): boolean =>
  labelNoise(corruption) > 0 && keepsClasses(corruption);

/** Checks what a schema cannot express: limits that depend on the data set's classes. */
export const findCorruptionFaults = (spec: CorruptionSpec, classes: number): readonly CorruptionFault[] =>
  typeof spec === 'string' ? [] : VARIANTS[spec.kind].written!.findFaults(spec, classes);

/** A warning about what the spec may not have intended; `undefined` if there is none. */
export const remarkOnCorruption = (corruption: Corruption): string | undefined =>
  VARIANTS[corruption.kind].remark(corruption);

const isKind = (name: string): name is Kind => Object.hasOwn(CORRUPTIONS, name);

/** A result's corruption in the legend of a figure, worded as in the paper. */
export const corruptionCaption = (name: string): string => (isKind(name) ? VARIANTS[name].caption : name);

/** Whether a result's corruption has options that its name does not state, such as the share of random labels. */
export const hasCorruptionOptions = (name: string): boolean =>
  isKind(name) && VARIANTS[name].written !== null;

/** What a report's Methods says about corruptions, kind by kind. */
export const describeCorruptionKinds = (corruptions: readonly Corruption[]): readonly string[] =>
  KINDS.flatMap((kind) => {
    const values = corruptions.filter((each) => each.kind === kind);
    return values.length === 0 ? [] : VARIANTS[kind].describe(values);
  });
