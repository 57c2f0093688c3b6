import type { CellSummary } from '@rote/contracts';
import { CELL_STATES, type CellState } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatRows, type RowFormat } from '../format/format-rows.js';
import { resolveSweep, SWEEP_ARGUMENT } from '../sweeps/resolve-sweep.js';
import { rowFormatOption } from './row-format-option.js';

interface CellsOptions extends GlobalOptions {
  readonly state?: CellState;
  readonly format: RowFormat;
}

const COLUMNS =
  'position,cell,state,cached,architecture,corruption,label_noise,regularizer,seed,attempts,epoch,error'.split(
    ',',
  );

export function cellsCommand(context: CommandContext): Command {
  return new Command('cells')
    .description('List the cells of a sweep')
    .argument('[sweep]', SWEEP_ARGUMENT, 'latest')
    .addOption(new Option('--state <state>', 'only cells in this state').choices([...CELL_STATES]))
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  rote cells\n  rote cells 0f3a --state failed\n  rote cells latest --format json',
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CellsOptions>();
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const cells = api.listCells(id, options.state === undefined ? {} : { state: options.state });
      const rows: (readonly unknown[])[] = [];
      for await (const cell of cells) rows.push(rowOf(cell));
      const { stdout } = context;
      stdout.write(
        `${formatRows(options.format, { columns: COLUMNS, rows }, { boxed: stdout.isTTY === true })}\n`,
      );
    });
}

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
  cell.error === null ? null : `${cell.error.class}: ${cell.error.message}`,
];
