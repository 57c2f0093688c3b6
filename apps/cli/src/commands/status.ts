import type { ApiClient, CellSummary, Sweep, WorkerStatus } from '@rote/client';
import { CELL_STATES } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatLocalTime } from '../format/format-time.js';
import { formatDuration } from '../format/format-duration.js';
import { shortCellId } from '../format/short-id.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { progressLine } from '../progress/progress-line.js';
import { collectCells } from '@rote/client';
import { describeFailure } from '../sweeps/describe-failure.js';
import { describeLabels, listSweeps } from '../sweeps/list-sweeps.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { describeState } from '../sweeps/sweep-state.js';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

interface StatusOptions extends GlobalOptions, RowOptions {
  readonly limit: number;
}

export function statusCommand(context: CommandContext): Command {
  return withRowFormat(new Command('status'))
    .description('List the newest sweeps, or show one')
    .argument('[sweep]', SWEEP_ARGUMENT)
    .option(
      '--limit <number>',
      'maximum number of sweeps to list',
      parseWholeNumber({ min: 1, max: 100_000 }),
      20,
    )
    .addHelpText(
      'after',
      `
Ids are short at a terminal; every command takes the beginning of an id, or a name.

Examples:
  rote status
  rote status latest
  rote status --json`,
    )
    .action(async (reference: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<StatusOptions>();
      const api = await connectApi(context, options);
      if (reference === undefined)
        await listSweeps(context, api, options, {
          filter: { archived: 'false' },
          nothing: 'There is no sweep yet. Submit one with "npx rote submit FILE".',
        });
      else await showSweep(context, api, await resolveSweep(reference, api.listSweeps()), options);
    });
}

async function showSweep(
  context: CommandContext,
  api: ApiClient,
  id: string,
  options: StatusOptions,
): Promise<void> {
  const { stdout } = context;
  const sweep = await api.getSweep(id);
  if (rowFormatOf(options) !== 'table') {
    stdout.write(`${JSON.stringify(sweep, undefined, 2)}\n`);
    return;
  }
  const workers = sweep.waitingForGpu > 0 ? (await api.listWorkers()).items : [];
  const waiting = await waitingAfterFailure(api, sweep);
  const show = stdout.isTTY ? formatLocalTime : (instant: string) => instant;
  stdout.write(`${describe(sweep, { workers, waiting, show })}\n`);
}

/** At most this many cells that wait for a retry are shown; `rote cells` lists all. */
const SHOWN_WAITING = 5;

async function waitingAfterFailure(
  api: ApiClient,
  { id, counts }: Pick<Sweep, 'id' | 'counts'>,
): Promise<readonly CellSummary[]> {
  const waiting: CellSummary[] = [];
  for (const state of ['pending', 'queued'] as const)
    if (counts[state] > 0)
      waiting.push(...(await collectCells(api, id, { state, tried: true, limit: 4 * SHOWN_WAITING })));
  return waiting.filter(({ nextAttempt }) => nextAttempt !== null).slice(0, SHOWN_WAITING);
}

/** Describes live workers that could train cells that wait for a GPU if their fault were fixed. */
const describeGpuFaults = (workers: readonly WorkerStatus[]): readonly string[] =>
  workers.flatMap(({ host, state, gpuFault }) =>
    state === 'live' && gpuFault !== null ? [`worker    ${host}: ${gpuFault}`] : [],
  );

function describeTime(
  { pausedAt, endedAt, eta, etaInterval }: Pick<Sweep, 'pausedAt' | 'endedAt' | 'eta' | 'etaInterval'>,
  show: (instant: string) => string,
): string {
  if (endedAt !== null) return `ended     ${show(endedAt)}`;
  if (pausedAt !== null) return `paused    ${show(pausedAt)}`;
  if (eta === null) return 'eta       unknown';
  // Older APIs send no interval.
  const { low = null, high = null } = (etaInterval as Sweep['etaInterval'] | undefined) ?? {};
  const likely =
    low === null || high === null ? '' : ` (in 80 of 100 cases from ${show(low)} to ${show(high)})`;
  return `eta       ${show(eta)}${likely}`;
}

/** A cancelled sweep shows its cells as they are, even if other sweeps have finished them since. */
const describeSince = ({ state, counts, cells }: Pick<Sweep, 'state' | 'counts' | 'cells'>): string =>
  state === 'cancelled' && counts.succeeded + counts.diverged === cells
    ? ' (other sweeps have finished its cells since)'
    : '';

/** Older APIs send neither. */
const describeCost = ({
  slotSeconds,
  imagesPerSecond,
}: Partial<Pick<Sweep, 'slotSeconds' | 'imagesPerSecond'>>): readonly string[] => [
  ...(slotSeconds === undefined || slotSeconds === 0 ? [] : [`slots     ${formatDuration(slotSeconds)}`]),
  ...(imagesPerSecond === undefined || imagesPerSecond === null
    ? []
    : [`speed     ${String(Math.round(imagesPerSecond))} images/s`]),
];

function describe(
  sweep: Sweep,
  {
    workers,
    waiting,
    show,
  }: {
    readonly workers: readonly WorkerStatus[];
    readonly waiting: readonly CellSummary[];
    readonly show: (instant: string) => string;
  },
): string {
  const {
    id,
    name,
    labels,
    notes,
    archivedAt,
    priority,
    device,
    keepWeights,
    timeLimitSeconds,
    createdAt,
    pausedAt,
    endedAt,
    eta,
    etaInterval,
    counts,
    slotSeconds,
    imagesPerSecond,
  } = sweep;
  const shown = CELL_STATES.filter((cellState) => counts[cellState] > 0);
  return [
    `sweep     ${id}`,
    `name      ${name}`,
    ...(Object.keys(labels).length === 0 ? [] : [`labels    ${describeLabels(labels)}`]),
    ...(notes === '' ? [] : notes.split('\n').map((line) => `notes     ${line}`)),
    ...(archivedAt === null ? [] : [`archived  ${show(archivedAt)}`]),
    `state     ${describeState(sweep)}${describeSince(sweep)}`,
    `priority  ${String(priority)}`,
    ...(device === 'any' ? [] : [`device    ${device}`]),
    ...(keepWeights ? ['weights   kept'] : []),
    ...(timeLimitSeconds === null ? [] : [`limit     ${formatDuration(timeLimitSeconds)} for an attempt`]),
    `created   ${show(createdAt)}`,
    describeTime({ pausedAt, endedAt, eta, etaInterval }, show),
    `cells     ${shown.map((cellState) => `${String(counts[cellState])} ${cellState}`).join(', ')}`,
    ...describeCost({ slotSeconds, imagesPerSecond }),
    ...describeGpuFaults(workers),
    ...waiting.map(
      (cell) => `waiting   ${shortCellId(cell.id)} after ${describeFailure(cell, new Date()) ?? ''}`,
    ),
    progressLine(sweep),
  ].join('\n');
}
