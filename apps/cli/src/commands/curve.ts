import type { Curve } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { columnsOf } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { CELL_ARGUMENT, resolveCell } from '@rote/client';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

interface CurveOptions extends GlobalOptions, RowOptions {
  readonly sweep: string;
}

const COLUMNS = columnsOf([
  'epoch',
  'step',
  'train_loss',
  'train_accuracy',
  'test_loss',
  'test_accuracy',
  'learning_rate',
  'seconds',
]);

async function* rowsOf(
  epochs: AsyncIterable<Curve['epochs'][number]>,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const { epoch, step, train, test, learningRate, seconds } of epochs)
    yield [[epoch, step, train.loss, train.accuracy, test.loss, test.accuracy, learningRate, seconds]];
}

export function curveCommand(context: CommandContext): Command {
  return withRowFormat(new Command('curve'))
    .description('Print the learning curve of a cell, one epoch per row')
    .argument('<cell>', CELL_ARGUMENT)
    .option('--sweep <sweep>', 'the sweep to search for the beginning of an id', 'latest')
    .addHelpText('after', '\nExamples:\n  rote curve 1f3a\n  rote curve 1f3a --format csv > curve.csv')
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CurveOptions>();
      const api = await connectApi(context, options);
      const id = await resolveCell(api, reference, options.sweep);
      const stream = { columns: COLUMNS, batches: rowsOf(api.readCurve(id)) };
      await writeRows(context, rowFormatOf(options), stream, { isWide: options.wide === true });
    });
}
