import type { Sweep, SweepSummary, WorkerStatus } from '@rote/contracts';
import { CELL_STATES } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatTable } from '../format/format-table.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { progressLine } from '../progress/progress-line.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';

interface StatusOptions extends GlobalOptions {
  readonly limit: number;
}

export function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description('List the newest sweeps, or show one')
    .argument('[sweep]', SWEEP_ARGUMENT)
    .option('--limit <number>', 'the most sweeps to list', parseWholeNumber({ min: 1, max: 100_000 }), 20)
    .addHelpText('after', '\nExamples:\n  rote status\n  rote status latest')
    .action(async (reference: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<StatusOptions>();
      const api = await connectApi(context, options);
      const { stdout } = context;
      if (reference === undefined) {
        const sweeps = await takeFirst(api.listSweeps(), options.limit);
        stdout.write(`${listOf(sweeps, { boxed: stdout.isTTY === true })}\n`);
      } else {
        const sweep = await api.getSweep(await resolveSweep(reference, api.listSweeps()));
        const workers = sweep.waitingForGpu > 0 ? (await api.listWorkers()).items : [];
        stdout.write(`${describe(sweep, workers)}\n`);
      }
    });
}

async function takeFirst<T>(items: AsyncIterable<T>, limit: number): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= limit) break;
  return taken;
}

function listOf(sweeps: readonly SweepSummary[], options: { readonly boxed: boolean }): string {
  if (sweeps.length === 0) return 'There is no sweep yet. Submit one with "rote submit FILE".';
  const rows = sweeps.map(({ id, name, state, priority, createdAt, cells, cached, counts }) => [
    id,
    name,
    state,
    priority,
    cells,
    cached,
    counts.succeeded + counts.diverged,
    counts.running,
    counts.failed,
    createdAt,
  ]);
  const columns = 'sweep,name,state,priority,cells,cached,done,running,failed,created'.split(',');
  return formatTable({ columns, rows }, options);
}

/** Live workers that could train what waits for a GPU, were they mended. */
const describeGpuFaults = (workers: readonly WorkerStatus[]): readonly string[] =>
  workers.flatMap(({ host, state, gpuFault }) =>
    state === 'live' && gpuFault !== null ? [`worker    ${host}: ${gpuFault}`] : [],
  );

function describeTime({ pausedAt, endedAt, eta }: Pick<Sweep, 'pausedAt' | 'endedAt' | 'eta'>): string {
  if (endedAt !== null) return `ended     ${endedAt}`;
  return pausedAt === null ? `eta       ${eta ?? 'unknown'}` : `paused    ${pausedAt}`;
}

function describe(sweep: Sweep, workers: readonly WorkerStatus[]): string {
  const { id, name, state, priority, device, keepWeights, createdAt, pausedAt, endedAt, eta, counts } = sweep;
  const shown = CELL_STATES.filter((cellState) => counts[cellState] > 0);
  return [
    `sweep     ${id}`,
    `name      ${name}`,
    `state     ${state}`,
    `priority  ${String(priority)}`,
    ...(device === 'any' ? [] : [`device    ${device}`]),
    ...(keepWeights ? ['weights   kept'] : []),
    `created   ${createdAt}`,
    describeTime({ pausedAt, endedAt, eta }),
    `cells     ${shown.map((cellState) => `${String(counts[cellState])} ${cellState}`).join(', ')}`,
    ...describeGpuFaults(workers),
    progressLine(sweep),
  ].join('\n');
}
