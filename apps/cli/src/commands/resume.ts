import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { progressLine } from '../progress/progress-line.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function resumeCommand(context: CommandContext): Command {
  return withTextFormat(new Command('resume'))
    .description('Resume a paused sweep')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote resume 0f3a\n  rote resume latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const sweep = await api.resume(await resolveSweep(reference, api.listSweeps()));
      printAnswer(
        context,
        options,
        sweep,
        `Resumed sweep ${sweep.id} "${sweep.name}".\n${progressLine(sweep)}`,
      );
    });
}
