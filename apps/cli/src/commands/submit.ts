import type { SweepPlan } from '@rote/contracts';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { followSweep } from '../sweeps/follow-sweep.js';
import { readSpec } from '../sweeps/read-spec.js';
import { describeEnd, requireResults } from '../sweeps/sweep-end.js';

interface SubmitOptions extends GlobalOptions {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly priority?: number;
}

export function submitCommand(context: CommandContext): Command {
  return new Command('submit')
    .description('Submit a sweep')
    .argument('<file>', 'the sweep spec, YAML or JSON; - for standard input')
    .option('--watch', 'follow it until it has ended; exit code 1 where a cell failed')
    .option('--dry-run', 'check the spec and say what it would cost, but submit nothing')
    .option(
      '--priority <number>',
      "in place of the spec's: -1000 to 1000, higher goes first",
      parseWholeNumber({ min: -1000, max: 1000 }),
    )
    .addHelpText(
      'after',
      `
Examples:
  rote submit examples/demo.yaml --watch
  rote submit --dry-run sweep.yaml
  generate-spec | rote submit - --priority 10`,
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      await submit(context, file, command.optsWithGlobals<SubmitOptions>());
    });
}

function withPriority(spec: unknown, priority: number | undefined): unknown {
  const isObject = typeof spec === 'object' && spec !== null && !Array.isArray(spec);
  return priority === undefined || !isObject ? spec : { ...spec, priority };
}

const describePlan = ({ cells, cached, known, fresh }: SweepPlan): string =>
  `${String(cells)} cells: ${String(cached)} cached, ${String(known)} already waiting or running in other sweeps, ` +
  `${String(fresh)} to train. Nothing was submitted.`;

async function submit(context: CommandContext, file: string, options: SubmitOptions): Promise<void> {
  const { stdin, stdout, signal } = context;
  const spec = withPriority(await readSpec(file, stdin), options.priority);
  const api = await connectApi(context, options);
  if (options.dryRun === true) {
    stdout.write(`${describePlan(await api.plan(spec))}\n`);
    return;
  }
  const { id, name, cells, cached } = await api.submit(spec);
  stdout.write(`Submitted sweep ${id} "${name}": ${String(cells)} cells, ${String(cached)} cached.\n`);
  if (options.watch !== true) {
    stdout.write(`Follow it with "rote watch ${id}".\n`);
    return;
  }
  const sweep = await followSweep({ api, sweepId: id, signal, output: stdout });
  stdout.write(`${describeEnd(sweep)}\n`);
  requireResults(sweep);
}
