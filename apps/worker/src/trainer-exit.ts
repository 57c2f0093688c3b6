import type { FailureClass } from '@rote/domain';

/** How a trainer process ended, and what is known of the circumstances. */
export interface TrainerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote to its standard error. */
  readonly stderr: string;
  /** Whether the kernel's out-of-memory killer was at work meanwhile. */
  readonly memoryRanOut: boolean;
}

/** What V8 writes before it aborts a process whose heap is full. */
const HEAP_IS_FULL = /JavaScript heap out of memory|invalid array length Allocation failed/;
/** What C++ and TensorFlow say when memory cannot be had. */
const ALLOCATION_FAILED = /std::bad_alloc|OOM when allocating|out of memory/i;

/** The failure class of an attempt whose trainer ended before the result was there. */
export function classifyExit({ signal, stderr, memoryRanOut }: TrainerExit): FailureClass {
  if (signal === 'SIGKILL') return memoryRanOut ? 'out-of-memory' : 'crash';
  return HEAP_IS_FULL.test(stderr) || ALLOCATION_FAILED.test(stderr) ? 'out-of-memory' : 'crash';
}

export const describeExit = ({ code, signal }: TrainerExit): string =>
  signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
