import type { DeletionPlan } from '@rote/client';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface DeleteOptions extends GlobalOptions, TextOptions {
  readonly yes?: boolean;
}

function describePlan({ cells, sharedCells, results, attempts }: DeletionPlan): string {
  const kept = sharedCells === 0 ? '' : `; ${plural(sharedCells, 'cell')} of other sweeps would stay`;
  return `${plural(cells - sharedCells, 'cell')} with ${plural(results, 'result')} and ${plural(attempts, 'attempt')} would be deleted${kept}`;
}

export function deleteCommand(context: CommandContext): Command {
  return withTextFormat(new Command('delete'))
    .description(
      'Delete a sweep that has ended, and its cells unless other sweeps have them; without --yes, only count',
    )
    .argument('<sweep>', SWEEP_ARGUMENT)
    .option('-y, --yes', 'delete it, for good')
    .addHelpText(
      'after',
      `
The sweep is gone at once; its cells, with their results, learning curves and images, follow in the background. Workers remove
checkpoints and weights within the hour.

Examples:
  rote delete 0f3a
  rote delete 0f3a --yes`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeleteOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const plan = await api.planDeletion(id);
      if (options.yes !== true) {
        printAnswer(context, options, plan, `Sweep ${id}: ${describePlan(plan)}. With --yes, it is done.`);
        return;
      }
      await api.deleteSweep(id);
      printAnswer(context, options, { deleted: id, ...plan }, `Deleted sweep ${id}.`);
    });
}
