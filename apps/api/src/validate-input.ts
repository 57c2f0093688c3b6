import { IS_LOWERED } from '@rote/contracts';
import { findFaults, InvalidInputError } from '@rote/domain';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Type } from 'typebox';

/** How pointers into each part of a request begin. */
const PART_NAMES: Readonly<Record<string, string>> = {
  querystring: 'query',
  params: 'path',
  headers: 'headers',
};

const INTEGER = /^-?\d+$/;

/** Converts a text to the type that a schema asks for, if it is the text of such a value. */
function fromText(schema: TSchema, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  // A parameter that is given once arrives as text, and as a list if it is repeated.
  if (Type.IsArray(schema)) return [value];
  if (IS_LOWERED in schema) return value.toLowerCase();
  if (Type.IsInteger(schema) && INTEGER.test(value)) return Number(value);
  if (Type.IsBoolean(schema) && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/**
 * Checks path, query and headers against their schemas, after converting text to the expected types and filling in
 * defaults. Bodies pass: their routes parse them, because a spec has more rules than its schema.
 *
 * @throws nothing; faults are in the result as one InvalidInputError
 */
export const validateInput: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const part = PART_NAMES[httpPart];
  if (part === undefined || !Type.IsObject(schema)) return (value: unknown) => ({ value });
  const properties = Object.entries<TSchema>(schema.properties);
  return (given: Readonly<Record<string, unknown>>) => {
    const value: Record<string, unknown> = { ...given };
    for (const [name, property] of properties) {
      const found = fromText(property, given[name]) ?? (property as { default?: unknown }).default;
      if (found !== undefined) value[name] = found;
    }
    const faults = findFaults(schema, value, `/${part}`);
    return faults.length === 0
      ? { value }
      : {
          error: new InvalidInputError(
            'request-invalid',
            `the ${part} ${part === 'headers' ? 'are' : 'is'} not valid`,
            faults,
          ),
        };
  };
};
