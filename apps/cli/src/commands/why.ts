import type { SweepWhy } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { shortCellId } from '../format/short-id.js';
import { CELL_ARGUMENT, resolveCell, resolveSweep } from '@rote/client';
import { plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface WhyOptions extends GlobalOptions, TextOptions {
  readonly sweep: string;
}

export function whyCommand(context: CommandContext): Command {
  return withTextFormat(new Command('why'))
    .description('Say why a cell waits, or, without a cell, why the cells of a sweep do')
    .argument('[cell]', CELL_ARGUMENT)
    .option('--sweep <sweep>', 'the sweep, or the one to search for the beginning of an id', 'latest')
    .addHelpText(
      'after',
      '\nWith --json, "reason" is one of the fixed codes of the reference of the REST API.\n\nExamples:\n  rote why\n  rote why --sweep "label noise"\n  rote why 1f3a --json',
    )
    .action(async (reference: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<WhyOptions>();
      const api = await connectApi(context, options);
      if (reference === undefined) {
        const why = await api.explainSweep(await resolveSweep(options.sweep, api.listSweeps()));
        printAnswer(context, options, why, describe(why));
        return;
      }
      const why = await api.explainCell(await resolveCell(api, reference, options.sweep));
      printAnswer(context, options, why, `${why.reason}: ${why.sentence}`);
    });
}

const describe = ({ items }: SweepWhy): string =>
  items
    .flatMap(({ cells, reason, sentence, example }) => [
      `${plural(cells, 'cell')}, such as ${shortCellId(example)}: ${reason}`,
      `  ${sentence}`,
    ])
    .join('\n');
