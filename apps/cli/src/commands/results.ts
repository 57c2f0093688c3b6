import type { ResultRow } from '@rote/client';
import { RESULT_COLUMNS } from '@rote/contracts';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { columnsOf, inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { collectResults } from '../report/result-row.js';
import { aboveTable, summaryTable } from '../report/summary-table.js';
import { collectCells } from '@rote/client';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

async function* valuesOf(
  pages: AsyncIterable<readonly ResultRow[]>,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  for await (const page of pages) yield page.map((row) => RESULT_COLUMNS.map((column) => row[column]));
}

export function resultsCommand(context: CommandContext): Command {
  return withRowFormat(new Command('results'))
    .description('Print the results of a sweep')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addHelpText(
      'after',
      `
The table has a column for everything that differs between the cells; csv, json and ndjson have every column of the view "results".

Examples:
  rote results
  rote results 0f3a --format csv > results.csv
  rote results "label noise" --json`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RowOptions & GlobalOptions>();
      const format = rowFormatOf(options);
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const isWide = options.wide === true;
      if (format !== 'table') {
        const columns = columnsOf(RESULT_COLUMNS);
        await writeRows(context, format, { columns, batches: valuesOf(api.listResults(id)) }, { isWide });
        return;
      }
      const rows = await collectResults(api, id);
      const cells = await collectCells(api, id);
      const table = summaryTable(
        rows,
        cells.map(({ cell }) => cell),
      );
      context.stdout.write(`${aboveTable(rows, table.shared)}\n`);
      if (rows.length > 0)
        await writeRows(
          context,
          format,
          { columns: table.columns, batches: inOneBatch(table.rows) },
          { isWide },
        );
    });
}
