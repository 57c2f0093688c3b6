import { findFaults, InvalidInputError } from '@rote/domain';
import type { Static, TSchema } from 'typebox';

/**
 * Checks a parsed body against its schema.
 *
 * @throws InvalidInputError `request-invalid` with every fault
 */
export function parseBody<S extends TSchema>(schema: S, body: unknown): Static<S> {
  const faults = findFaults(schema, body);
  if (faults.length > 0) throw new InvalidInputError('request-invalid', 'the body is not valid', faults);
  return body as Static<S>;
}
