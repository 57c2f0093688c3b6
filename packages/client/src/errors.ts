import { ERROR_CODES, type ErrorCode, InvalidInputError, RoteError } from '@rote/domain/errors';
import type { Problem } from './generated/openapi.js';

/** Thrown if no answer came to a change: it is unknown whether it was made. */
export class LostAnswerError extends RoteError {}

/** Thrown if the API refuses: it requires another key than was sent, or one at all. */
export class RefusedError extends RoteError {}

const REFUSALS: readonly Problem['code'][] = ['unauthorized', 'scope-missing'];

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** Returns the API's error as if it had been thrown here. */
export function errorOf({ code, detail, retryable, errors, moreErrors }: Problem): RoteError {
  if (REFUSALS.includes(code)) return new RefusedError('request-invalid', detail);
  if (errors === undefined || errors.length === 0)
    return new RoteError(isErrorCode(code) ? code : 'request-invalid', detail, { retryable });
  // The lines after the first list the faults, which InvalidInputError does itself.
  const what = (detail.split('\n')[0] ?? '').replace(/:$/, '');
  return new InvalidInputError(code === 'spec-invalid' ? code : 'request-invalid', what, errors, moreErrors);
}
