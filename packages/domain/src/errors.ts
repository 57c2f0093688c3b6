/**
 * Every error that crosses a package boundary is a {@link RoteError}. It has a literal code and a verdict on whether
 * trying again can help, both given where the error is thrown. One exhaustive table per edge (HTTP, queue, exit code)
 * translates the codes.
 */
export const ERROR_CODES = [
  'config-invalid',
  'spec-invalid',
  'request-invalid',
  'sweep-not-found',
  'cell-not-found',
  'images-not-found',
  'figure-not-found',
  'key-not-found',
  'webhook-not-found',
  'bulk-change-not-found',
  'project-not-found',
  'project-in-use',
  'sweep-ended',
  'sweep-active',
  'idempotency-conflict',
  'query-too-costly',
  'query-timeout',
  'too-many-queries',
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
  /** Whether the same call may succeed later although nothing was changed in between. */
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

/** One thing wrong with an input: where (a JSON pointer, RFC 6901), what was expected there, and what was found. */
export interface Fault {
  readonly pointer: string;
  readonly expected: string;
  readonly found?: string;
  /** The value that was probably intended. */
  readonly suggestion?: string;
  /** Position in the text of the input; lines and columns count from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** As many as a person reads. An input can have hundreds of thousands. */
export const MAX_FAULTS = 50;

function describeFault({ pointer, expected, found, suggestion, line, column }: Fault): string {
  const position = line === undefined ? undefined : `line ${String(line)}, column ${String(column ?? 1)}`;
  const place =
    pointer === '' ? (position ?? '(root)') : `${pointer}${position === undefined ? '' : ` (${position})`}`;
  const meant = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `  ${place}: ${found === undefined ? expected : `expected ${expected}, found ${found}`}${meant}`;
}

/** An invalid input, with its first 50 faults and the number of further ones. */
export class InvalidInputError extends RoteError {
  readonly faults: readonly Fault[];
  /** Number of faults that are not listed. */
  readonly more: number;

  constructor(
    code: 'spec-invalid' | 'request-invalid' | 'config-invalid',
    what: string,
    faults: readonly Fault[],
    more = 0,
  ) {
    const listed = faults.slice(0, MAX_FAULTS);
    const left = more + faults.length - listed.length;
    const lines = listed.map(describeFault);
    if (left > 0) lines.push(`  and ${String(left)} more`);
    super(code, `${what}:\n${lines.join('\n')}`);
    this.name = 'InvalidInputError';
    this.faults = listed;
    this.more = left;
  }
}

/** The message of any thrown value, followed by the messages of its causes that it does not already contain. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(describeError).join('; ');
  if (error.cause === undefined) return error.message;
  const cause = describeError(error.cause);
  return error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
