/**
 * Every error that crosses a package boundary is a {@link RoteError}: a literal code, and the verdict on whether
 * trying again can help, both given where the error is thrown. One exhaustive table per edge (HTTP, queue, exit
 * code) translates the codes.
 */
export const ERROR_CODES = [
  'config-invalid',
  'spec-invalid',
  'request-invalid',
  'sweep-not-found',
  'cell-not-found',
  'figure-not-found',
  'sweep-ended',
  'idempotency-conflict',
  'data-unavailable',
  'data-corrupt',
  'storage-unavailable',
  'engine-unavailable',
  'engine-failed',
  'out-of-memory',
  'trainer-crashed',
  'trainer-timeout',
  'attempt-superseded',
  'service-unavailable',
  'aborted',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface RoteErrorOptions {
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

export class RoteError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, { retryable = false, cause }: RoteErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RoteError';
    this.code = code;
    this.retryable = retryable;
  }
}

/** One thing wrong with an input: where (a JSON pointer, RFC 6901) and what was expected there. */
export interface Fault {
  readonly pointer: string;
  readonly expected: string;
}

/** An input with every fault found in it. */
export class InvalidInputError extends RoteError {
  readonly faults: readonly Fault[];

  constructor(
    code: 'spec-invalid' | 'request-invalid' | 'config-invalid',
    what: string,
    faults: readonly Fault[],
  ) {
    const lines = faults.map(
      ({ pointer, expected }) => `  ${pointer === '' ? '(root)' : pointer}: ${expected}`,
    );
    super(code, `${what}:\n${lines.join('\n')}`);
    this.name = 'InvalidInputError';
    this.faults = faults;
  }
}

/** The message of anything thrown, with those of its causes unless it has them in it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(describeError).join('; ');
  if (error.cause === undefined) return error.message;
  const cause = describeError(error.cause);
  return error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
