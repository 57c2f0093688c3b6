import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { withStore } from '../connect.js';
import { formatRows, type RowFormat } from '../format/format-rows.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { rowFormatOption } from './row-format-option.js';

interface SqlOptions {
  readonly format: RowFormat;
  readonly maxRows: number;
}

export function sqlCommand(context: CommandContext): Command {
  return new Command('sql')
    .description('Ask the database; it cannot be changed this way')
    .argument('<query>', 'one SQL query; the views "results" and "learning_curves" are made for it')
    .addOption(rowFormatOption())
    .option(
      '--max-rows <number>',
      'the most rows to print',
      parseWholeNumber({ min: 1, max: 10_000_000 }),
      10_000,
    )
    .addHelpText(
      'after',
      `
Asks DATABASE_URL, else the stack that runs on this folder.

Examples:
  rote sql "select architecture, corruption, train_accuracy, test_accuracy from results"
  rote sql "select * from learning_curves where architecture = 'mlp-1x512'" --format csv > curves.csv`,
    )
    .action(async (query: string, { format, maxRows }: SqlOptions) => {
      const { stdout, stderr } = context;
      const result = await withStore(context, (store) => store.readOnlyQuery(query, { maxRows }));
      stdout.write(`${formatRows(format, result, { boxed: stdout.isTTY === true })}\n`);
      if (result.truncated) stderr.write(`Only the first ${String(maxRows)} rows; --max-rows gives more.\n`);
    });
}
