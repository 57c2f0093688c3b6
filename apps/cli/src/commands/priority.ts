import { PRIORITY } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function priorityCommand(context: CommandContext): Command {
  return withTextFormat(new Command('priority'))
    .description('Change the priority of a sweep; it preempts running cells of lower priority')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .argument(
      '<number>',
      '-1000 to 1000, higher goes first',
      parseWholeNumber({ min: PRIORITY.minimum, max: PRIORITY.maximum }),
    )
    .addHelpText('after', '\nExamples:\n  rote priority latest 10\n  rote priority 0f3a -5')
    .action(async (reference: string, priority: number, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const sweep = await api.setPriority(await resolveSweep(reference, api.listSweeps()), priority);
      const words = `Sweep ${sweep.id} "${sweep.name}" has priority ${String(sweep.priority)}.`;
      printAnswer(context, options, sweep, words);
    });
}
