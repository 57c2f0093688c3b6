import type { ApiClient, Sweep } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { inOneBatch } from '../format/rows.js';
import { shortId } from '../format/short-id.js';
import { writeTable } from '../format/write-table.js';
import { collectResults } from '../report/result-row.js';
import { aboveTable, summaryTable } from '../report/summary-table.js';
import { collectCells } from '@rote/client';
import { describeEnd } from './sweep-end.js';

/** `rote results` is for longer tables. */
const TABLE_CELLS = 40;

/** Shows the outcome of an ended sweep: its table, unless it is too long, and where to find more. */
export async function showEnd(
  { stdout }: Pick<CommandContext, 'stdout'>,
  api: ApiClient,
  sweep: Sweep,
): Promise<void> {
  const { id, counts, cells } = sweep;
  if (counts.succeeded + counts.diverged > 0 && cells <= TABLE_CELLS) {
    const rows = await collectResults(api, id);
    const summaries = await collectCells(api, id);
    const {
      columns,
      rows: lines,
      shared,
    } = summaryTable(
      rows,
      summaries.map(({ cell }) => cell),
    );
    stdout.write(`\n${aboveTable(rows, shared)}\n`);
    await writeTable(stdout, { columns, batches: inOneBatch(lines) }, { isWide: false });
    stdout.write('\n');
  }
  stdout.write(`${describeEnd(sweep)}\n`);
  if (counts.succeeded + counts.diverged === 0) return;
  stdout.write(`Results  npx rote results ${shortId(id)}\nReport   npx rote report ${shortId(id)}\n`);
}
