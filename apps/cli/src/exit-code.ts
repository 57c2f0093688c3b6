import { type ErrorCode, RoteError } from '@rote/domain';
import { CommanderError } from 'commander';
import { CommandError, EXIT_CODES, type ExitCode } from './command-error.js';

/** The exit code of each error; the reference has it, too. @public */
export const EXIT_CODE_OF_ERROR = {
  'config-invalid': EXIT_CODES.usage,
  'spec-invalid': EXIT_CODES.failure,
  'request-invalid': EXIT_CODES.failure,
  'sweep-not-found': EXIT_CODES.failure,
  'cell-not-found': EXIT_CODES.failure,
  'images-not-found': EXIT_CODES.failure,
  'figure-not-found': EXIT_CODES.failure,
  'key-not-found': EXIT_CODES.failure,
  'webhook-not-found': EXIT_CODES.failure,
  'bulk-change-not-found': EXIT_CODES.failure,
  'project-not-found': EXIT_CODES.failure,
  'project-in-use': EXIT_CODES.failure,
  'sweep-ended': EXIT_CODES.failure,
  'sweep-active': EXIT_CODES.failure,
  'idempotency-conflict': EXIT_CODES.failure,
  'query-too-costly': EXIT_CODES.failure,
  'query-timeout': EXIT_CODES.failure,
  'too-many-queries': EXIT_CODES.failure,
  'data-unavailable': EXIT_CODES.failure,
  'data-corrupt': EXIT_CODES.failure,
  'storage-unavailable': EXIT_CODES.failure,
  'engine-unavailable': EXIT_CODES.failure,
  'engine-failed': EXIT_CODES.failure,
  'out-of-memory': EXIT_CODES.failure,
  'trainer-crashed': EXIT_CODES.failure,
  'trainer-timeout': EXIT_CODES.failure,
  'attempt-superseded': EXIT_CODES.failure,
  'service-unavailable': EXIT_CODES.failure,
  aborted: EXIT_CODES.interrupted,
  internal: EXIT_CODES.failure,
} as const satisfies Record<ErrorCode, ExitCode>;

/** Returns the exit code for whatever a command threw. To commander, and only there, a request for help is an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof RoteError ? EXIT_CODE_OF_ERROR[error.code] : EXIT_CODES.failure;
}
