import type { SweepDiff } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

export function diffCommand(context: CommandContext): Command {
  return withTextFormat(new Command('diff'))
    .description('Compare the specs and the cells of two sweeps')
    .argument('<left>', SWEEP_ARGUMENT)
    .argument('<right>', SWEEP_ARGUMENT)
    .addHelpText(
      'after',
      '\nIn the text, < is the left sweep and > the right one. With --json, "items" has the first cells of only the left sweep.\n\nExamples:\n  rote diff 0f3a latest\n  rote diff "label noise" latest --json',
    )
    .action(async (left: string, right: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      const api = await connectApi(context, options);
      const leftId = await resolveSweep(left, api.listSweeps());
      const diff = await api.diff(leftId, await resolveSweep(right, api.listSweeps()));
      printAnswer(context, options, diff, describe(diff));
    });
}

const side = (sign: string, value: unknown): readonly string[] =>
  value === undefined ? [] : [`  ${sign} ${JSON.stringify(value)}`];

function describe({ left, right, spec, cells }: SweepDiff): string {
  return [
    `< ${left}`,
    `> ${right}`,
    ...spec.flatMap((difference) => [
      difference.pointer,
      ...side('<', difference.left),
      ...side('>', difference.right),
    ]),
    `${plural(cells.both, 'cell')} in both, ${String(cells.left)} only in <, ${String(cells.right)} only in >`,
  ].join('\n');
}
