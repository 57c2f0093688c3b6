import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { progressLine } from '../progress/progress-line.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
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
      const id = await resolveSweep(reference, api.listSweeps());
      const before = await api.getSweep(id);
      const sweep = await api.resume(id);
      const named = `${sweep.id} "${sweep.name}"`;
      const words = before.state === 'active' ? `Sweep ${named} was not paused.` : `Resumed sweep ${named}.`;
      printAnswer(context, options, sweep, `${words}\n${progressLine(sweep)}`);
    });
}
