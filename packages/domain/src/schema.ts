import type { TNull, TSchema, TSchemaOptions, TUnion } from 'typebox';
import { Type } from 'typebox';

/** A value of a schema, as it is handed around: nobody changes it. */
export type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

/** Options of an object that has no other fields than those listed. */
export const closed = { additionalProperties: false } as const;

/** A value or `null`, where the schema's description says what `null` stands for. */
export const Nullable = <S extends TSchema>(schema: S, options: TSchemaOptions = {}): TUnion<[S, TNull]> =>
  Type.Union([schema, Type.Null()], options);
