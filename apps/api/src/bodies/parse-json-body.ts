import { positionsIn, requirePlainData } from '@rote/contracts';
import { describeError, InvalidInputError } from '@rote/domain';
import { findJsonFault } from './json-fault.js';

/**
 * Parses a JSON body; returns undefined for an empty one.
 *
 * @throws InvalidInputError `request-invalid`, for text that is not JSON or has a field twice, with line and column
 */
export function parseJsonBody(body: string): unknown {
  const text = body.replace(/^\uFEFF/, '');
  if (text.trim() === '') return undefined;
  const fault = findJsonFault(text);
  if (fault !== undefined) {
    const { offset, ...rest } = fault;
    throw new InvalidInputError('request-invalid', 'the body is not JSON', [
      {
        pointer: '',
        found: text.slice(offset, offset + 20) || 'the end',
        ...rest,
        ...positionsIn(text)(offset),
      },
    ]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidInputError('request-invalid', 'the body is not JSON', [
      { pointer: '', expected: describeError(error) },
    ]);
  }
  requirePlainData(value, 'the body');
  return value;
}
