import type { ApiClient, CellSummary } from '@rote/client';
import { CELL_STATES, type CellState } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { columnsOf, inOneBatch, type Rows } from '../format/rows.js';
import { shortIds } from '../format/short-id.js';
import { writeRows } from '../format/write-rows.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { aboveTable } from '../report/summary-table.js';
import { describeAxes } from '../sweeps/cell-axes.js';
import { collectCells } from '@rote/client';
import { describeFailure } from '../sweeps/describe-failure.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

interface CellsOptions extends GlobalOptions, RowOptions {
  readonly state?: CellState;
  readonly limit?: number;
}

/** For programs: stable names, and values in full. */
const COLUMNS = columnsOf(
  'position,cell,state,cached,architecture,corruption,label_noise,regularizer,seed,attempts,epoch,error,next_attempt_at'.split(
    ',',
  ),
);

export function cellsCommand(context: CommandContext): Command {
  return withRowFormat(new Command('cells'))
    .description('List the cells of a sweep')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addOption(new Option('--state <state>', 'only cells in this state').choices([...CELL_STATES]))
    .option(
      '--limit <number>',
      'maximum number of cells to list',
      parseWholeNumber({ min: 1, max: 10_000_000 }),
    )
    .addHelpText(
      'after',
      `
The table has a column for everything that differs between the cells, and short ids for "rote cell" and "rote curve".

Examples:
  rote cells
  rote cells 0f3a --state failed
  rote cells latest --limit 20
  rote cells latest --format json`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CellsOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const format = rowFormatOf(options);
      const isWide = options.wide === true;
      if (format !== 'table') {
        await writeRows(context, format, { columns: COLUMNS, batches: rowsOf(api, id, options) }, { isWide });
        return;
      }
      const cells = await collectCells(api, id, options);
      const { table, shared } = tableOf(cells, isWide || !context.stdout.isTTY);
      const all = cells.length === options.limit ? await countCells(api, id, options) : cells.length;
      context.stdout.write(`${aboveTable(cells, shared, all)}\n`);
      if (cells.length > 0)
        await writeRows(
          context,
          format,
          { columns: table.columns, batches: inOneBatch(table.rows) },
          { isWide },
        );
    });
}

async function countCells(api: ApiClient, id: string, { state }: CellsOptions): Promise<number> {
  const { cells, counts } = await api.getSweep(id);
  return state === undefined ? cells : counts[state];
}

async function* rowsOf(
  api: ApiClient,
  id: string,
  { state, limit = Number.POSITIVE_INFINITY }: CellsOptions,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  let left = limit;
  for await (const cell of api.listCells(id, state === undefined ? {} : { state })) {
    yield [rowOf(cell)];
    left--;
    if (left === 0) return;
  }
}

const describeError = ({ error }: CellSummary): string | null =>
  error === null ? null : `${error.class}: ${error.message}`;

const rowOf = (cell: CellSummary): readonly unknown[] => [
  cell.position,
  cell.id,
  cell.state,
  cell.cached,
  cell.architecture,
  cell.corruption,
  cell.labelNoise,
  cell.regularizer,
  cell.seed,
  cell.attempts,
  `${String(cell.epoch)}/${String(cell.epochs)}`,
  describeError(cell),
  cell.nextAttempt?.dueAt ?? null,
];

const percent = (share: number | null): string => (share === null ? '' : `${(100 * share).toFixed(1)} %`);

function tableOf(
  cells: readonly CellSummary[],
  hasWholeIds: boolean,
): { readonly table: Rows; readonly shared: string } {
  const { varying, shared } = describeAxes(cells.map(({ cell }) => cell));
  const ids = hasWholeIds ? cells.map(({ id }) => id) : shortIds(cells.map(({ id }) => id));
  const now = new Date();
  const hasErrors = cells.some(({ error }) => error !== null);
  const columns = [
    { name: 'cell', weight: 9 },
    { name: 'state', weight: 8 },
    ...varying.map(({ name }) => ({ name, weight: 5 })),
    { name: 'attempts', weight: 1 },
    { name: 'epoch', weight: 4 },
    { name: 'train accuracy', weight: 3 },
    { name: 'test accuracy', weight: 2 },
    ...(hasErrors ? [{ name: 'error', weight: 6 }] : []),
  ];
  const rows = cells.map((cell, index) => [
    ids[index],
    cell.cached ? `${cell.state} (cached)` : cell.state,
    ...varying.map(({ values }) => values[index]),
    cell.attempts,
    `${String(cell.epoch)}/${String(cell.epochs)}`,
    percent(cell.trainAccuracy),
    percent(cell.testAccuracy),
    ...(hasErrors ? [describeFailure(cell, now)] : []),
  ]);
  return { table: { columns, rows }, shared };
}
