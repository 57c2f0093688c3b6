import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { withStore } from '../connect.js';
import { formatRows, type RowFormat } from '../format/format-rows.js';
import { resultRowsOf } from '../report/result-row.js';
import { summaryTable } from '../report/summary-table.js';
import { listStoredSweeps, readResults } from '../report/sweep-results.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';
import { rowFormatOption } from './row-format-option.js';

export function resultsCommand(context: CommandContext): Command {
  return new Command('results')
    .description('Print the results of a sweep')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      `
The table has what the paper asks; csv and json have every column of the view "results".
Asks DATABASE_URL, else the stack that runs on this folder.

Examples:
  rote results
  rote results 0f3a --format csv > results.csv`,
    )
    .action(async (reference: string, { format }: { readonly format: RowFormat }) => {
      const { stdout } = context;
      const rows = await withStore(context, async (store) =>
        readResults(store, await resolveSweep(reference, listStoredSweeps(store))),
      );
      const shown = format === 'table' ? summaryTable(resultRowsOf(rows)) : rows;
      stdout.write(`${formatRows(format, shown, { boxed: stdout.isTTY === true })}\n`);
    });
}
