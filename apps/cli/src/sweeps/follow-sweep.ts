import type { ApiClient, CellSummary, Sweep } from '@rote/client';
import { RoteError } from '@rote/domain';
import { formatDuration } from '../format/format-duration.js';
import { formatLoss } from '../format/format-loss.js';
import { shortId } from '../format/short-id.js';
import type { Output } from '../output/output.js';
import { createProgressDisplay } from '../progress/progress-display.js';
import { countLine, progressLine } from '../progress/progress-line.js';
import { collectCells } from '@rote/client';
import { createFailureWatch } from './watch-failures.js';
import { watchSweep } from './watch-sweep.js';

export interface FollowOptions {
  readonly api: ApiClient;
  readonly sweepId: string;
  readonly signal: AbortSignal;
  readonly output: Output;
}

/** How many running cells are shown below the line. */
const SHOWN_CELLS = 4;

const figure = (name: string, value: number | null, write: (value: number) => string): string[] =>
  value === null ? [] : [`${name} ${write(value)}`];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Describes a running cell, such as `  1f3a2b4c epoch 3/60, loss 2.301, train 10.2 %: mlp-1x512, random-labels, none, seed 1`. */
const describeRunning = (cell: CellSummary): string =>
  `  ${shortId(cell.id)} ${[
    `epoch ${String(cell.epoch)}/${String(cell.epochs)}`,
    ...figure('loss', cell.trainLoss, formatLoss),
    ...figure('train', cell.trainAccuracy, percent),
    ...figure('test', cell.testAccuracy, percent),
  ].join(', ')}: ${cell.architecture}, ${cell.corruption}, ${cell.regularizer}, seed ${String(cell.seed)}`;

/**
 * Shows how far a sweep is, what is running and what fails, until it has ended.
 *
 * @throws whatever `watchSweep` throws; if the signal ended it, a RoteError `aborted` that says that the sweep continues
 */
export async function followSweep({ api, sweepId, signal, output }: FollowOptions): Promise<Sweep> {
  const display = createProgressDisplay(output);
  const startedAtMs = performance.now();
  const tellFailures = createFailureWatch(api, (line) => {
    display.note(line);
  });
  try {
    return await watchSweep({
      api,
      sweepId,
      signal,
      onProgress: async (sweep) => {
        const isShown = output.isTTY && sweep.counts.running > 0;
        const running = isShown
          ? await collectCells(api, sweepId, { state: 'running', limit: SHOWN_CELLS })
          : [];
        const elapsed = `, ${formatDuration((performance.now() - startedAtMs) / 1000)} so far`;
        const room = output.columns === undefined ? undefined : output.columns - 1;
        const line = progressLine(sweep, room);
        const isRoomy = room === undefined || line.length + elapsed.length <= room;
        display.show({
          line: isRoomy && sweep.endedAt === null ? line + elapsed : line,
          key: countLine(sweep) + sweep.state,
          details: running.map(describeRunning),
        });
        await tellFailures(sweep);
      },
      onOutage: () => {
        display.note(`No answer from ${api.url}; waiting for one.`);
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const id = shortId(sweepId);
    throw new RoteError(
      'aborted',
      `Interrupted: sweep ${id} continues without being watched. "npx rote watch ${id}" follows it again, "npx rote cancel ${id}" ends it.`,
    );
  } finally {
    display.end();
  }
}
