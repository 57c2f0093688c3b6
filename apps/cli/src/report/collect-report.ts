import type { ApiClient } from '../client.js';
import type { CommandContext } from '../command-context.js';
import { withStore } from '../connect.js';
import { formatCsv } from '../format/format-csv.js';
import { collectFigures } from './collect-figures.js';
import { dataFile, PAGE_FILE, type ReportFile, RESULTS_TABLE } from './report-files.js';
import { readResults } from './sweep-results.js';

/** The page and the figures, as the API draws them, and the rows behind them, as the database has them. */
export async function collectReport(
  context: CommandContext,
  api: ApiClient,
  sweepId: string,
): Promise<readonly ReportFile[]> {
  const page = await api.getReport(sweepId);
  const figures = await collectFigures(context, api, sweepId);
  const tables = await withStore(context, async (store) => [
    { name: RESULTS_TABLE, ...(await readResults(store, sweepId)) },
    ...(await store.reports.readTables(sweepId)),
  ]);
  return [
    { path: PAGE_FILE, content: page },
    ...figures,
    ...tables.map((table) => ({ path: dataFile(table.name), content: `${formatCsv(table)}\n` })),
  ];
}
