import type { FailureClass } from '@rote/domain';

/** How a trainer process ended. */
export interface TrainerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What V8 says before it gives up because its heap is full, and what C++ and TensorFlow say of memory. */
const OUT_OF_MEMORY = /JavaScript heap out of memory|std::bad_alloc|OOM when allocating|out of memory/i;

/**
 * The failure class of an attempt whose trainer ended before the result was there.
 *
 * @param circumstances `stderr`: the end of what it wrote there; `memoryRanOut`: whether the kernel killed a process
 *   for want of memory meanwhile
 */
export function classifyExit(
  { signal }: TrainerExit,
  { stderr, memoryRanOut }: { readonly stderr: string; readonly memoryRanOut: boolean },
): FailureClass {
  return (signal === 'SIGKILL' && memoryRanOut) || OUT_OF_MEMORY.test(stderr) ? 'out-of-memory' : 'crash';
}

export const describeExit = ({ code, signal }: TrainerExit): string =>
  signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
