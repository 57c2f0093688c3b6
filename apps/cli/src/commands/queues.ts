import { CELL_STATES } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function queuesCommand(context: CommandContext): Command {
  return withTextFormat(new Command('queues'))
    .description('Show the jobs in the queue, and all cells by state')
    .addHelpText(
      'after',
      '\nThe queue is kept shallow: waiting cells stay in the database until their turn.\n\nExamples:\n  rote queues\n  rote queues --json',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const queues = await (await connectApi(context, options)).getQueues();
      const { waiting, active, cells } = queues;
      const shown = CELL_STATES.filter((state) => cells[state] > 0);
      const words = [
        `queue  ${String(waiting)} waiting, ${String(active)} with workers`,
        `cells  ${shown.length === 0 ? 'none' : shown.map((state) => `${String(cells[state])} ${state}`).join(', ')}`,
      ].join('\n');
      printAnswer(context, options, queues, words);
    });
}
