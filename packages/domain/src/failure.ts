import type { ErrorCode } from './errors.js';
import { power } from './power.js';

/** Why an attempt ended without a result. */
export const FAILURE_CLASSES = [
  'crash',
  'out-of-memory',
  'engine',
  'data',
  'timeout',
  'time-limit',
  'lost-worker',
  'bug',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

export interface RetryPolicy {
  /** The cell fails after this many attempts that failed in this way. */
  readonly attempts: number;
  /** Wait before the next attempt. It doubles after each further failure. */
  readonly delayMs: number;
}

/**
 * How often to retry a cell, by the class of its last failure. Each class has its own count: a crash is a cell's first
 * crash regardless of how many workers it has lost. A cell that ran out of memory is retried once, in a way that needs
 * less. A cell that exceeded its time limit is not retried, because a new limit for each try would limit nothing.
 */
export const RETRY_POLICY = {
  crash: { attempts: 3, delayMs: 1000 },
  'out-of-memory': { attempts: 2, delayMs: 5000 },
  engine: { attempts: 3, delayMs: 5000 },
  data: { attempts: 3, delayMs: 10_000 },
  timeout: { attempts: 2, delayMs: 1000 },
  'time-limit': { attempts: 1, delayMs: 0 },
  'lost-worker': { attempts: 10, delayMs: 0 },
  bug: { attempts: 1, delayMs: 0 },
} as const satisfies Record<FailureClass, RetryPolicy>;

/** The failure class of an error that a trainer reports. */
export const FAILURE_CLASS_OF_ERROR = {
  'config-invalid': 'bug',
  'spec-invalid': 'bug',
  'request-invalid': 'bug',
  'sweep-not-found': 'bug',
  'cell-not-found': 'bug',
  'images-not-found': 'bug',
  'figure-not-found': 'bug',
  'key-not-found': 'bug',
  'webhook-not-found': 'bug',
  'bulk-change-not-found': 'bug',
  'project-not-found': 'bug',
  'project-in-use': 'bug',
  'sweep-ended': 'bug',
  'sweep-active': 'bug',
  'idempotency-conflict': 'bug',
  'query-too-costly': 'bug',
  'query-timeout': 'bug',
  'too-many-queries': 'bug',
  'data-unavailable': 'data',
  'data-corrupt': 'data',
  'storage-unavailable': 'data',
  'engine-unavailable': 'engine',
  'engine-failed': 'engine',
  'out-of-memory': 'out-of-memory',
  'trainer-crashed': 'crash',
  'trainer-timeout': 'timeout',
  'attempt-superseded': 'lost-worker',
  'service-unavailable': 'lost-worker',
  aborted: 'lost-worker',
  internal: 'bug',
} as const satisfies Record<ErrorCode, FailureClass>;

/**
 * Returns the wait before the next attempt in milliseconds, or `null` if the cell has failed for good.
 *
 * @param failures attempts of the cell that failed in this way since it was submitted, including this one
 */
export function retryDelayMs(failure: FailureClass, failures: number): number | null {
  const { attempts, delayMs } = RETRY_POLICY[failure];
  return failures >= attempts ? null : delayMs * power(2, failures - 1);
}
