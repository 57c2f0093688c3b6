import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { progressLine } from '../progress/progress-line.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';

export function resumeCommand(context: CommandContext): Command {
  return new Command('resume')
    .description('Resume a paused sweep')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote resume 0f3a\n  rote resume latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const api = await connectApi(context, command.optsWithGlobals<GlobalOptions>());
      const sweep = await api.resume(await resolveSweep(reference, api.listSweeps()));
      context.stdout.write(`Resumed sweep ${sweep.id} "${sweep.name}".\n${progressLine(sweep)}\n`);
    });
}
