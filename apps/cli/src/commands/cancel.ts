import type { CancelledSweep } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { shortId } from '../format/short-id.js';
import { countUnfinished, plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function cancelCommand(context: CommandContext): Command {
  return withTextFormat(new Command('cancel'))
    .description('Cancel a sweep; cells that another active sweep wants continue')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addHelpText('after', '\nExamples:\n  rote cancel 0f3a\n  rote cancel latest')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const sweep = await api.cancel(await resolveSweep(reference, api.listSweeps()));
      const { id, name, counts } = sweep;
      const kept = counts.succeeded + counts.diverged;
      const words = `Cancelled sweep ${id} "${name}": ${plural(counts.cancelled, 'cell')} cancelled, ${String(kept)} have their results${describeRest(sweep)}.`;
      printAnswer(context, options, sweep, words);
    });
}

/** Describes cells that were not cancelled, for example `, 6 continue because sweep 0f3a1b2c wants them`. */
function describeRest({ counts, wantedBy }: Pick<CancelledSweep, 'counts' | 'wantedBy'>): string {
  const left = countUnfinished(counts);
  if (left === 0) return '';
  const [first, ...more] = wantedBy;
  // No other sweep wants them: of a large sweep, most are cancelled after it has answered.
  if (first === undefined) return `, ${String(left)} are still being cancelled`;
  const { sweep, paused } = first;
  const others = more.length === 0 ? '' : ` and ${plural(more.length, 'other')}`;
  return paused
    ? `, ${String(left)} wait for paused sweep ${shortId(sweep)}${others}`
    : `, ${String(left)} continue because sweep ${shortId(sweep)}${others} ${more.length === 0 ? 'wants' : 'want'} them`;
}
