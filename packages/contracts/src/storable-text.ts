import { Type, type TString } from 'typebox';

/**
 * Text that PostgreSQL can store or compare: without NUL and unpaired surrogates. The pattern means the same with and
 * without the regular expression's `u` flag.
 */
export const STORABLE = '^([^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';

/** @param description what the text is */
export const StorableText = (description: string): TString =>
  Type.String({ pattern: STORABLE, maxLength: 1000, description });
