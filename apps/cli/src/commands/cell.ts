import type { CellDetail } from '@rote/client';
import { architectureName, corruptionName, regularizerName } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatLoss } from '../format/format-loss.js';
import { describeFailure } from '../sweeps/describe-failure.js';
import { CELL_ARGUMENT, resolveCell } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface CellOptions extends GlobalOptions, TextOptions {
  readonly sweep: string;
}

export function cellCommand(context: CommandContext): Command {
  return withTextFormat(new Command('cell'))
    .description('Show a cell: its settings, its attempts and its result')
    .argument('<cell>', CELL_ARGUMENT)
    .option('--sweep <sweep>', 'the sweep to search for the beginning of an id', 'latest')
    .addHelpText('after', '\nExamples:\n  rote cell 1f3a\n  rote cell 1f3a --sweep "label noise" --json')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CellOptions>();
      const api = await connectApi(context, options);
      const cell = await api.getCell(await resolveCell(api, reference, options.sweep));
      printAnswer(context, options, cell, describe(cell));
    });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function describeResult({ result }: CellDetail): readonly string[] {
  if (result === null) return [];
  const { outcome, stopReason, epochs, final, epochsToFit, seconds } = result;
  return [
    `result        ${outcome} (${stopReason}) after ${String(epochs)} epochs in ${seconds.toFixed(1)} s`,
    ...(final === null
      ? []
      : [
          `accuracy      train ${percent(final.train.accuracy)}, test ${percent(final.test.accuracy)}`,
          `loss          train ${formatLoss(final.train.loss)}, test ${formatLoss(final.test.loss)}`,
        ]),
    `epochs to fit ${epochsToFit === null ? 'never' : String(epochsToFit)}`,
  ];
}

function describe(detail: CellDetail): string {
  const { id, state, cell, epoch, attempts } = detail;
  return [
    `cell          ${id}`,
    `state         ${state}, epoch ${String(epoch)}/${String(cell.training.epochs)}`,
    `architecture  ${architectureName(cell.architecture)}`,
    `corruption    ${corruptionName(cell.corruption)}`,
    `regularizer   ${regularizerName(cell.regularizer)}`,
    `seed          ${String(cell.seed)}`,
    ...(detail.nextAttempt === null ? [] : [`last failure  ${describeFailure(detail, new Date()) ?? ''}`]),
    ...describeResult(detail),
    ...attempts.flatMap(({ number, outcome, engine, startedAt, endedAt, error, stderr }) => [
      `attempt ${String(number)}     ${outcome ?? 'running'} on ${engine.name} (${engine.device}), ${startedAt} to ${endedAt ?? 'now'}`,
      ...(error === null ? [] : [`              ${error.class}: ${error.message}`]),
      ...(error === null || stderr === null || stderr.trim() === ''
        ? []
        : stderr
            .trimEnd()
            .split('\n')
            .map((line) => `              | ${line}`)),
    ]),
    `spec          ${JSON.stringify(cell)}`,
  ].join('\n');
}
