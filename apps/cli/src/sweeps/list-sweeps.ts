import type { ApiClient, SweepFilter, SweepSummary } from '@rote/client';
import type { RowOptions } from '../commands/format-options.js';
import { rowFormatOf } from '../commands/format-options.js';
import type { CommandContext } from '../command-context.js';
import { formatDuration } from '../format/format-duration.js';
import { formatAge } from '../format/format-time.js';
import { inOneBatch, type Rows } from '../format/rows.js';
import { shortIds } from '../format/short-id.js';
import { writeRows } from '../format/write-rows.js';
import { describeState } from './sweep-state.js';

export interface ListOptions extends RowOptions {
  readonly limit: number;
}

async function takeFirst<T>(items: AsyncIterable<T>, limit: number): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= limit) break;
  return taken;
}

/**
 * Prints the newest sweeps that match.
 *
 * @param nothing what to print at a terminal if none does
 */
export async function listSweeps(
  context: CommandContext,
  api: ApiClient,
  options: ListOptions,
  { filter, nothing }: { readonly filter: SweepFilter; readonly nothing: string },
): Promise<void> {
  const { stdout } = context;
  const format = rowFormatOf(options);
  const sweeps = await takeFirst(api.listSweeps(filter), options.limit);
  if (format === 'json') {
    stdout.write(`${JSON.stringify(sweeps, undefined, 2)}\n`);
    return;
  }
  if (sweeps.length === 0 && format === 'table') {
    stdout.write(`${nothing}\n`);
    return;
  }
  const isWide = options.wide === true;
  const table = tableOf(sweeps, {
    isForPeople: format === 'table' && stdout.isTTY && !isWide,
    now: new Date(),
  });
  await writeRows(context, format, { columns: table.columns, batches: inOneBatch(table.rows) }, { isWide });
}

function describeRemaining(seconds: number | null, isForPeople: boolean): string | number | null {
  if (seconds === null) return null;
  return isForPeople ? formatDuration(seconds) : Math.round(seconds);
}

/** `key=value` for each label. */
export const describeLabels = (labels: SweepSummary['labels']): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

/** For people, with short ids and relative times; for programs, with full ids and instants. */
function tableOf(
  sweeps: readonly SweepSummary[],
  { isForPeople, now }: { readonly isForPeople: boolean; readonly now: Date },
): Rows {
  const hasLabels = sweeps.some(({ labels }) => Object.keys(labels).length > 0);
  const ids = isForPeople ? shortIds(sweeps.map(({ id }) => id)) : sweeps.map(({ id }) => id);
  const rows = sweeps.map((sweep, index) => {
    const { name, priority, createdAt, cells, cached, counts, remainingSeconds } = sweep;
    return [
      ids[index],
      name,
      describeState(sweep),
      priority,
      cells,
      cached,
      counts.succeeded + counts.diverged,
      counts.running,
      counts.failed,
      describeRemaining(remainingSeconds, isForPeople),
      isForPeople ? formatAge(createdAt, now) : createdAt,
      ...(hasLabels ? [describeLabels(sweep.labels)] : []),
    ];
  });
  const columns = [
    { name: 'sweep', weight: 9 },
    { name: 'name', weight: 8 },
    { name: 'state', weight: 7 },
    { name: 'priority', weight: 1 },
    { name: 'cells', weight: 6 },
    { name: 'cached', weight: 2 },
    { name: 'done', weight: 5 },
    { name: 'running', weight: 3 },
    { name: 'failed', weight: 4 },
    { name: isForPeople ? 'left' : 'remaining_seconds', weight: 6 },
    { name: 'created', weight: 3 },
    ...(hasLabels ? [{ name: 'labels', weight: 4 }] : []),
  ];
  return { columns, rows };
}
