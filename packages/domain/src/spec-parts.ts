import type { TArray, TNull, TSchema, TSchemaOptions, TUnion } from 'typebox';
import { Type } from 'typebox';

/** Options of an object that rejects other properties. */
export const closed = { additionalProperties: false } as const;
/** A value or `null`; the schema's description says what `null` means. */
export const Nullable = <S extends TSchema>(schema: S, options: TSchemaOptions = {}): TUnion<[S, TNull]> =>
  Type.Union([schema, Type.Null()], options);
export const listOf = <S extends TSchema>(item: S): TArray<S> => Type.Array(item, { minItems: 1 });

export const Seed = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: `a whole number from 0 to ${String(Number.MAX_SAFE_INTEGER)}`,
});
/** Every whole number from one to another, both included, instead of a list of them all. */
export const SeedRange = Type.Object({ from: Seed, to: Seed }, closed);
/** The values of an axis of seeds. */
export const Seeds = Type.Union([listOf(Seed), SeedRange], {
  description: `a list of whole numbers from 0 to ${String(Number.MAX_SAFE_INTEGER)}, or {from, to} for a whole range`,
});
export const Probability = Type.Number({ minimum: 0, maximum: 1, description: 'a probability from 0 to 1' });
export const Rate = Type.Number({
  minimum: 0,
  exclusiveMaximum: 1,
  description: 'a number from 0 to below 1',
});
/** The largest `integer` of PostgreSQL. Numbers of images, steps and epochs must fit in one. */
export const MAX_COUNT = 2_147_483_647;
export const PositiveInteger = Type.Integer({
  minimum: 1,
  maximum: MAX_COUNT,
  description: `a whole number from 1 to ${String(MAX_COUNT)}`,
});
/** Far more epochs than anyone has trained for. Each is a row of a curve. */
export const Epochs = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'a whole number from 1 to 1000000',
});
export const Auto = Type.Literal('auto');
