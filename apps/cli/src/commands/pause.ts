import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { progressLine } from '../progress/progress-line.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function pauseCommand(context: CommandContext): Command {
  return withTextFormat(new Command('pause'))
    .description('Pause a sweep: its running cells stop, and continue from there once it is resumed')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote pause 0f3a\n  rote pause latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const before = await api.getSweep(id);
      const sweep = await api.pause(id);
      const named = `${sweep.id} "${sweep.name}"`;
      const words =
        before.state === 'paused' ? `Sweep ${named} is already paused.` : `Paused sweep ${named}.`;
      printAnswer(context, options, sweep, `${words}\n${progressLine(sweep)}`);
    });
}
