import type { TNull, TSchema, TSchemaOptions, TString, TUnion } from 'typebox';
import { Type } from 'typebox';

/** A value or `null`, where the schema's description says what `null` stands for. */
export const Nullable = <S extends TSchema>(schema: S, options: TSchemaOptions = {}): TUnion<[S, TNull]> =>
  Type.Union([schema, Type.Null()], options);

/** Options of an object that has no other fields than those listed. */
export const closed = { additionalProperties: false } as const;

/** An instant as RFC 3339 in UTC with milliseconds, the form of `Date.prototype.toISOString`. */
export const Instant = (description: string): TString => Type.String({ format: 'date-time', description });
