import type { RetryFilter } from '@rote/client';
import { FAILURE_CLASSES, type FailureClass } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { plural } from '../sweeps/sweep-end.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface RetryOptions extends GlobalOptions, TextOptions {
  readonly class?: FailureClass[];
  readonly architecture?: string[];
  readonly corruption?: string[];
  readonly regularizer?: string[];
  readonly seed?: number[];
  readonly cell?: string[];
}

const parseSeed = parseWholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER });

const collectSeeds = (text: string, before: readonly number[] | undefined): readonly number[] => [
  ...(before ?? []),
  parseSeed(text),
];

export function retryCommand(context: CommandContext): Command {
  return withTextFormat(new Command('retry'))
    .description('Retry failed cells of a sweep')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addOption(
      new Option('--class <class...>', 'only cells whose last failure was of one of these classes').choices([
        ...FAILURE_CLASSES,
      ]),
    )
    .option('--architecture <name...>', 'only cells with one of these architectures')
    .option('--corruption <name...>', 'only cells with one of these corruptions')
    .option('--regularizer <name...>', 'only cells with one of these regularizers')
    .option('--seed <number...>', 'only cells with one of these seeds', collectSeeds)
    .option('--cell <id...>', 'only these cells, by full id')
    .addHelpText(
      'after',
      `
Use the names that "rote cells" shows. A cell must match every option given.

Examples:
  rote retry latest
  rote retry 0f3a --class out-of-memory lost-worker
  rote retry latest --architecture alexnet-small --seed 1 2`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetryOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const answer = await api.retry(id, filterOf(options));
      const { retried, sweep } = answer;
      const words = `Retrying ${plural(retried, 'cell')} of sweep ${id} "${sweep.name}"; ${String(sweep.counts.failed)} remain failed.`;
      printAnswer(context, options, answer, words);
    });
}

const filterOf = ({ class: failureClass, cell: cells, ...options }: RetryOptions): RetryFilter => ({
  ...(failureClass && { failureClass }),
  ...(options.architecture && { architecture: options.architecture }),
  ...(options.corruption && { corruption: options.corruption }),
  ...(options.regularizer && { regularizer: options.regularizer }),
  ...(options.seed && { seed: options.seed }),
  ...(cells && { cells }),
});
