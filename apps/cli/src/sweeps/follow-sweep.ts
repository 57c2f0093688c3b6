import type { Sweep } from '@rote/contracts';
import type { ApiClient } from '../client.js';
import { createProgressDisplay } from '../progress/progress-display.js';
import { progressLine } from '../progress/progress-line.js';
import type { TextOutput } from '../text-output.js';
import { watchSweep } from './watch-sweep.js';

/** Shows how far a sweep is, until it has ended. */
export async function followSweep(
  api: ApiClient,
  sweepId: string,
  { signal, output }: { readonly signal: AbortSignal; readonly output: TextOutput },
): Promise<Sweep> {
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
