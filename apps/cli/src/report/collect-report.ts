import type { ApiClient } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { collectFigures } from './collect-figures.js';
import { csvOfResults, csvOfTable } from './csv-of.js';
import { dataFile, PAGE_FILE, type ReportFile, RESULTS_TABLE } from './report-files.js';
import { collectResults } from './result-row.js';

/** Collects the page, the figures and the rows behind them, all as the API returns them. */
export async function collectReport(
  context: Pick<CommandContext, 'signal' | 'stderr'>,
  api: ApiClient,
  sweepId: string,
): Promise<readonly ReportFile[]> {
  const page = await api.getReport(sweepId);
  const figures = await collectFigures(context, api, sweepId);
  const { items: tables } = await api.listReportTables(sweepId);
  return [
    { path: PAGE_FILE, content: page },
    ...figures,
    { path: dataFile(RESULTS_TABLE), content: csvOfResults(await collectResults(api, sweepId)) },
    ...tables.map((table) => ({ path: dataFile(table.name), content: csvOfTable(table) })),
  ];
}
