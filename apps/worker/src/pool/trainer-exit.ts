import type { FailureClass } from '@rote/domain';
import { saysOutOfMemory } from '@rote/domain';

/** How a trainer process ended. */
export interface TrainerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Returns the failure class of an attempt whose trainer ended before it sent a result.
 *
 * @param circumstances `stderr`: the end of what it wrote there; `memoryRanOut`: whether the kernel's
 *   out-of-memory killer has killed a process during the attempt
 */
export function classifyExit(
  { signal }: TrainerExit,
  { stderr, memoryRanOut }: { readonly stderr: string; readonly memoryRanOut: boolean },
): FailureClass {
  return (signal === 'SIGKILL' && memoryRanOut) || saysOutOfMemory(stderr) ? 'out-of-memory' : 'crash';
}

export const describeExit = ({ code, signal }: TrainerExit): string =>
  signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
