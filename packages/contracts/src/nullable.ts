import type { TSchema, TString } from 'typebox';
import { Type } from 'typebox';

export { closed, Nullable } from '@rote/domain';

/** What a schema of the domain says about its values. */
export const descriptionOf = (schema: TSchema & { readonly description?: string }): string =>
  schema.description ?? '';

/** An instant as RFC 3339 in UTC with milliseconds, the form of `Date.prototype.toISOString`. */
export const Instant = (description: string): TString => Type.String({ format: 'date-time', description });
