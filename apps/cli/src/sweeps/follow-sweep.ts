import type { Sweep } from '@rote/contracts';
import type { ApiClient } from '../client.js';
import { createProgressDisplay } from '../progress/progress-display.js';
import { progressLine } from '../progress/progress-line.js';
import type { TextOutput } from '../text-output.js';
import { watchSweep } from './watch-sweep.js';

export interface FollowOptions {
  readonly api: ApiClient;
  readonly sweepId: string;
  readonly signal: AbortSignal;
  readonly output: TextOutput;
}

/**
 * Shows how far a sweep is, until it has ended.
 *
 * @throws what `watchSweep` throws
 */
export async function followSweep({ api, sweepId, signal, output }: FollowOptions): Promise<Sweep> {
  const display = createProgressDisplay(output);
  try {
    return await watchSweep({
      api,
      sweepId,
      signal,
      onProgress: (sweep) => {
        display.show(progressLine(sweep));
      },
      onOutage: () => {
        display.note(`No answer from ${api.url}; waiting for it.`);
      },
    });
  } finally {
    display.end();
  }
}
