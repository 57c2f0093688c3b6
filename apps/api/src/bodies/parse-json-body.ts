import { describePosition, requirePlainData } from '@rote/contracts';
import { InvalidInputError, describeError } from '@rote/domain';
import { findJsonFault } from './json-fault.js';

/**
 * A JSON body as a value; undefined for an empty one.
 *
 * @throws InvalidInputError `request-invalid`, for text that is no JSON with line and column
 */
export function parseJsonBody(body: string): unknown {
  const text = body.replace(/^\uFEFF/, '');
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text);
    const expected =
      fault === undefined
        ? describeError(error)
        : `${describePosition(text, fault.offset)}: ${fault.expected}`;
    throw new InvalidInputError('request-invalid', 'the body is not JSON', [{ pointer: '', expected }]);
  }
  requirePlainData(value, 'the body');
  return value;
}
