import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { Auto, closed } from '../spec-parts.js';
import { joinTexts } from '../wording.js';
import { adam } from './adam.js';
import { sgd } from './sgd.js';
import type { OptimizerVariant } from './variant.js';

/** Every optimizer: the one list of them. If a spec says nothing, the first one is meant. */
const OPTIMIZERS = { sgd, adam };

type Optimizers = typeof OPTIMIZERS;
export type OptimizerKind = keyof Optimizers;
export type OptimizerOptions<K extends OptimizerKind> = {
  readonly [O in keyof Optimizers[K]['options']]: number;
};

/** The kind that cells had before there was a choice: its options are fields of their training, and have to stay there. */
const FLAT = 'sgd';
type Nested = Exclude<OptimizerKind, typeof FLAT>;

/** An optimizer with its options, in one form for all kinds. */
export type Optimizer = {
  [K in OptimizerKind]: { readonly kind: K } & OptimizerOptions<K>;
}[OptimizerKind];

/** What of a cell's training says how steps are taken. */
export type OptimizerFields =
  | OptimizerOptions<typeof FLAT>
  | { [K in Nested]: { readonly optimizer: { readonly kind: K } & OptimizerOptions<K> } }[Nested];

/** An optimizer as a spec chooses it: `auto` is the usual learning rate. */
export type ChosenOptimizer = Optimizer & { readonly learningRate: number | 'auto' };

type WrittenOptimizer = {
  [K in OptimizerKind]: { readonly kind?: K; readonly learningRate?: number | 'auto' } & Partial<
    OptimizerOptions<K>
  >;
}[OptimizerKind];
/** An optimizer as a spec writes it: its name, or an object. */
export type OptimizerSpec = OptimizerKind | WrittenOptimizer;

const VARIANTS: Readonly<Record<OptimizerKind, OptimizerVariant>> = OPTIMIZERS;
const KINDS = Object.keys(OPTIMIZERS) as readonly OptimizerKind[];
const optionsOf = (kind: OptimizerKind) => Object.entries(VARIANTS[kind].options);
const schemasOf = (kind: OptimizerKind): Readonly<Record<string, TSchema>> =>
  Object.fromEntries(optionsOf(kind).map(([name, { schema }]) => [name, schema]));

const schemaOf = (kind: OptimizerKind) =>
  Type.Object({ kind: Type.Literal(kind), ...schemasOf(kind) }, closed);

/** An optimizer with its options, in one form for all kinds. */
export const Optimizer = Type.Unsafe<Optimizer>(Type.Union(KINDS.map(schemaOf)));

/** The fields that each kind adds to the training of a cell. */
export const OPTIMIZER_FIELDS: readonly Readonly<Record<string, TSchema>>[] = KINDS.map((kind) =>
  kind === FLAT ? schemasOf(kind) : { optimizer: schemaOf(kind) },
);

const LearningRate = Type.Union([Auto, Type.Number({ exclusiveMinimum: 0 })], {
  description: 'auto (the usual one for the optimizer and the architecture) or a number above 0',
});

const writtenSchemaOf = (kind: OptimizerKind) =>
  Type.Partial(
    Type.Object({ kind: Type.Literal(kind), learningRate: LearningRate, ...schemasOf(kind) }, closed),
    closed,
  );

const describeWritten = (kind: OptimizerKind): string =>
  `{kind: ${kind}, ${['learningRate', ...Object.keys(VARIANTS[kind].options)].join(', ')}}`;

/** A kind may be left out: {@link completeOptimizer} says which one is meant. */
export const OptimizerSpec = Type.Unsafe<OptimizerSpec>(
  Type.Union([Type.Enum([...KINDS]), ...KINDS.map(writtenSchemaOf)], {
    description: joinTexts([...KINDS, ...KINDS.map(describeWritten)], 'or'),
  }),
);

/** The kind that an object names; else the first that has all it gives, beginning with the usual one. */
function kindOf(written: WrittenOptimizer, usual: OptimizerKind): OptimizerKind {
  const { kind, ...given } = written;
  const fits = (each: OptimizerKind): boolean =>
    Object.keys(given).every(
      (name) => name === 'learningRate' || Object.hasOwn(VARIANTS[each].options, name),
    );
  return kind ?? [usual, ...KINDS].find(fits)!;
}

const writtenOf = (spec: OptimizerSpec): WrittenOptimizer =>
  typeof spec === 'string' ? { kind: spec } : spec;

/**
 * An optimizer with what it leaves out filled in.
 *
 * @param given on an axis
 * @param usual that of the spec's `training`: what `given` leaves out comes from it if it is of the same kind
 */
export function completeOptimizer(given: OptimizerSpec = {}, usual: OptimizerSpec = {}): ChosenOptimizer {
  const usualKind = kindOf(writtenOf(usual), KINDS[0]!);
  const kind = kindOf(writtenOf(given), usualKind);
  const defaults = Object.fromEntries(optionsOf(kind).map(([name, option]) => [name, option.usual]));
  const written = { ...(kind === usualKind ? writtenOf(usual) : {}), ...writtenOf(given) };
  return { learningRate: 'auto', ...defaults, ...written, kind } as ChosenOptimizer;
}

/**
 * The learning rate of a chosen optimizer.
 *
 * @param ofArchitecture what the architecture is usually trained with by SGD
 */
export const usualRateOf = ({ kind }: { readonly kind: OptimizerKind }, ofArchitecture: number): number =>
  VARIANTS[kind].usualRate(ofArchitecture);

/** Only the options of a kind, out of values that have all of them. */
const pickOptions = (kind: OptimizerKind, values: object): object => {
  const valueOf = values as Readonly<Record<string, unknown>>;
  return Object.fromEntries(optionsOf(kind).map(([name]) => [name, valueOf[name]]));
};

/** An optimizer as the fields of a cell's training. */
export function toOptimizerFields(chosen: ChosenOptimizer): OptimizerFields {
  const { kind } = chosen;
  const options = pickOptions(kind, chosen);
  return (kind === FLAT ? options : { optimizer: { kind, ...options } }) as OptimizerFields;
}

/** The optimizer of a cell's training. */
export const optimizerOf = (fields: OptimizerFields): Optimizer =>
  'optimizer' in fields ? fields.optimizer : ({ kind: FLAT, ...pickOptions(FLAT, fields) } as Optimizer);

/** An optimizer in reports, where it begins a sentence. */
export const optimizerTitle = ({ kind }: Optimizer): string => VARIANTS[kind].title;

/** The options of an optimizer with their values, in words: `momentum 0.9`. */
export const describeOptimizerOptions = (optimizer: Optimizer): string =>
  optionsOf(optimizer.kind)
    .map(
      ([name, { symbol }]) => `${symbol} ${String((optimizer as Readonly<Record<string, unknown>>)[name])}`,
    )
    .join(', ');
