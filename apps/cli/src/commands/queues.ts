import type { QueueHistory, QueueStatus } from '@rote/client';
import { CELL_STATES } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatDuration } from '../format/format-duration.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

const HISTORY_MINUTES = 60;

type Bucket = QueueHistory['buckets'][number];

/** Says how old the oldest queued cells are. */
function oldestWords({ any, gpu }: QueueStatus['oldestQueuedSeconds']): readonly string[] {
  const words = [
    ...(any === null ? [] : [formatDuration(any)]),
    ...(gpu === null ? [] : [`${formatDuration(gpu)} for a GPU`]),
  ];
  return words.length === 0 ? [] : [`oldest ${words.join(', ')}`];
}

/** Says what the workers did, and the times of the newest stretch that has any. */
function historyWords({ buckets }: QueueHistory): readonly string[] {
  const total = (of: 'started' | 'ended' | 'failed'): number =>
    buckets.reduce((sum, bucket) => sum + bucket[of], 0);
  const started = total('started');
  const ended = total('ended');
  if (started + ended === 0) return [];
  const newest = (of: 'waitSeconds' | 'runSeconds', verb: string): readonly string[] => {
    const found: Bucket[typeof of] = buckets.findLast((bucket) => bucket[of] !== null)?.[of] ?? null;
    return found === null
      ? []
      : [`${verb} ${formatDuration(found.median)} (95 %: at most ${formatDuration(found.p95)})`];
  };
  const counts = `hour   ${String(started)} attempts started, ${String(ended)} ended, ${String(total('failed'))} failed`;
  const times = [...newest('waitSeconds', 'waited'), ...newest('runSeconds', 'ran')];
  return [counts, ...(times.length === 0 ? [] : [`newest ${times.join(', ')}`])];
}

export function queuesCommand(context: CommandContext): Command {
  return withTextFormat(new Command('queues'))
    .description('Show the jobs in the queue, all cells by state, and what the workers did in the last hour')
    .addHelpText(
      'after',
      '\nThe queue is kept shallow: waiting cells stay in the database until their turn.\n\nExamples:\n  rote queues\n  rote queues --json',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const [queues, history] = [await api.getQueues(), await api.getQueueHistory(HISTORY_MINUTES)];
      const { waiting, active, cells, oldestQueuedSeconds } = queues;
      const shown = CELL_STATES.filter((state) => cells[state] > 0);
      const words = [
        `queue  ${String(waiting)} waiting, ${String(active)} with workers`,
        ...oldestWords(oldestQueuedSeconds),
        `cells  ${shown.length === 0 ? 'none' : shown.map((state) => `${String(cells[state])} ${state}`).join(', ')}`,
        ...historyWords(history),
      ].join('\n');
      printAnswer(context, options, { ...queues, history }, words);
    });
}
