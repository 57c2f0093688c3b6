import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import { joinTexts } from '../wording.js';
import { augmentation } from './augmentation.js';
import { dropout } from './dropout.js';
import { patience } from './early-stopping.js';
import type { RegularizerContext, RegularizerField, UsualRegularization } from './field.js';
import { labelSmoothing } from './label-smoothing.js';
import { mixup } from './mixup.js';
import { weightDecay } from './weight-decay.js';

export type { Augmentation } from './augmentation.js';
export type { RegularizerContext, UsualRegularization } from './field.js';

/** The fields of a cell's regularizer, in the order in which results name them. This is the only list of them. */
const FIELDS = { weightDecay, dropout, labelSmoothing, augmentation, mixup, patience };

type Fields = typeof FIELDS;
type FieldName = keyof Fields;
type Value = Regularizer[FieldName];
type Chosen = ChosenRegularizer[FieldName];
type NameOf<Field> = Field extends { readonly names: infer Names } ? keyof Names & string : never;
type RegularizerName = NameOf<Fields[FieldName]>;

export const REGULARIZER_FIELDS = Object.keys(FIELDS) as readonly FieldName[];
const VARIANTS: Readonly<Record<FieldName, RegularizerField<Value, Chosen>>> = FIELDS;

const schemasOf = <Part extends 'value' | 'spec'>(part: Part): { [F in FieldName]: Fields[F][Part] } =>
  Object.fromEntries(REGULARIZER_FIELDS.map((key) => [key, FIELDS[key][part]])) as {
    [F in FieldName]: Fields[F][Part];
  };

/** The regularizer of a cell. */
export const Regularizer = Type.Object(schemasOf('value'), closed);
export type Regularizer = ValueOf<typeof Regularizer>;

/** A regularizer as a spec chooses it: `auto` means the usual value for the architecture. */
export type ChosenRegularizer = {
  readonly [F in FieldName]: Parameters<Fields[F]['resolve']>[0];
};

const NAMES = REGULARIZER_FIELDS.flatMap((key) =>
  Object.keys(VARIANTS[key].names),
) as readonly RegularizerName[];
const NameSpec = Type.Enum([...NAMES]);

export const RegularizerSpec = Type.Union(
  [
    Type.Literal('none'),
    NameSpec,
    Type.Array(NameSpec, { minItems: 1, maxItems: NAMES.length, uniqueItems: true }),
    Type.Partial(Type.Object(schemasOf('spec')), closed),
  ],
  {
    description: `none, ${NAMES.join(', ')}, a list of these, or {${REGULARIZER_FIELDS.join(', ')}}`,
  },
);
export type RegularizerSpec = Static<typeof RegularizerSpec>;

/**
 * Completes a regularizer with what the spec omits. If two names set the same field, the first in the list above
 * counts.
 */
export function completeRegularizer(spec: RegularizerSpec): ChosenRegularizer {
  if (typeof spec === 'object' && !Array.isArray(spec))
    return fromFields((key) => (spec as Partial<ChosenRegularizer>)[key] ?? VARIANTS[key].off);
  const given: readonly string[] = typeof spec === 'string' ? [spec] : spec;
  return fromFields((key) => {
    const { names, off } = VARIANTS[key];
    const name = Object.keys(names).find((each) => given.includes(each));
    return name === undefined ? off : names[name]!;
  });
}

/** Resolves a chosen regularizer with an architecture's usual values. */
export const applyRegularizer = (chosen: ChosenRegularizer, usual: UsualRegularization): Regularizer =>
  fromFields((key) => VARIANTS[key].resolve(chosen[key], usual));

/** Builds an object from its fields, without those that are `undefined`. */
function fromFields<Result extends ChosenRegularizer | Regularizer>(
  valueOf: (key: FieldName) => Result[FieldName] | undefined,
): Result {
  const values: readonly (readonly [FieldName, unknown])[] = REGULARIZER_FIELDS.map((key) => [
    key,
    valueOf(key),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as unknown as Result;
}

/**
 * The active parts of a regularizer, joined with `+`, for example `weight-decay+random-crop`; `none` if there are none.
 */
export function regularizerName(regularizer: Regularizer): string {
  const parts = REGULARIZER_FIELDS.map((key) => VARIANTS[key].nameOf(regularizer[key])).filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? 'none' : parts.join('+');
}

/** A regularizer in a report's Methods: its active parts, with their numbers. */
export function describeRegularizer(regularizer: Regularizer): string {
  const numbers = REGULARIZER_FIELDS.flatMap((key) => VARIANTS[key].describe(regularizer[key]) ?? []);
  const name = regularizerName(regularizer).replaceAll('+', ' with ');
  return numbers.length === 0 ? name : `${name} (${numbers.join(', ')})`;
}

/** Lists what a spec should have in place of a regularizer that is wrong for every architecture. */
export function findRegularizerMisfits(
  spec: RegularizerSpec,
  context: RegularizerContext,
): readonly string[] {
  const chosen = completeRegularizer(spec);
  const given: readonly string[] = Array.isArray(spec) ? spec : [];
  return REGULARIZER_FIELDS.flatMap((key) => {
    const variant = VARIANTS[key];
    const misfit = variant.findMisfit(chosen[key], context);
    const named = Object.keys(variant.names).filter((name) => given.includes(name));
    return [
      ...(misfit === undefined ? [] : [misfit]),
      ...(named.length < 2 ? [] : [`one ${key}: ${joinTexts(named, 'or')}, not both`]),
    ];
  });
}

/** Whether a field of a regularizer is active. */
export const isRegularizedBy = (regularizer: Regularizer, field: FieldName): boolean =>
  VARIANTS[field].nameOf(regularizer[field]) !== undefined;
