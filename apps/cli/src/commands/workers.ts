import type { WorkerStatus } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { formatAge } from '../format/format-time.js';
import { inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

const COLUMNS = [
  { name: 'worker', weight: 1 },
  { name: 'host', weight: 6 },
  { name: 'pid', weight: 2 },
  { name: 'state', weight: 9 },
  { name: 'running', weight: 8 },
  { name: 'slots', weight: 7 },
  { name: 'images/s', weight: 7 },
  { name: 'training', weight: 2 },
  { name: 'engine', weight: 5 },
  { name: 'device', weight: 4 },
  { name: 'seen', weight: 3 },
  { name: 'fault', weight: 3 },
];

export function workersCommand(context: CommandContext): Command {
  return withRowFormat(new Command('workers'))
    .description('List the workers, live ones first')
    .addHelpText('after', '\nExamples:\n  rote workers\n  rote workers --json')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & RowOptions>();
      const { stdout } = context;
      const { items } = await (await connectApi(context, options)).listWorkers();
      const format = rowFormatOf(options);
      if (format === 'json') {
        stdout.write(`${JSON.stringify(items, undefined, 2)}\n`);
        return;
      }
      if (items.length === 0 && format === 'table') {
        stdout.write('There is no worker. "npm start" starts one, and "npm run start:worker" another.\n');
        return;
      }
      const isWide = options.wide === true;
      const isForPeople = format === 'table' && stdout.isTTY && !isWide;
      const rows = items.map((worker) => rowOf(worker, isForPeople, new Date()));
      await writeRows(context, format, { columns: COLUMNS, batches: inOneBatch(rows) }, { isWide });
    });
}

/** Says what a cell is, and how far it is. */
const trainingWords = ({
  architecture,
  corruption,
  regularizer,
  seed,
  epoch,
  epochs,
}: WorkerStatus['training'][number]): string =>
  `${architecture} ${corruption}${regularizer === 'none' ? '' : ` ${regularizer}`} seed ${String(seed)}, epoch ${String(epoch)} of ${String(epochs)}`;

const rowOf = (
  {
    id,
    host,
    pid,
    state,
    running,
    training,
    imagesPerSecond,
    slots,
    engine,
    lastSeenAt,
    gpuFault,
  }: WorkerStatus,
  isForPeople: boolean,
  now: Date,
): readonly unknown[] => [
  isForPeople ? id.slice(0, 8) : id,
  host,
  pid,
  state,
  running.length,
  slots,
  imagesPerSecond === null || !isForPeople ? imagesPerSecond : Math.round(imagesPerSecond),
  training.map(trainingWords).join('; '),
  engine.name,
  `${engine.device} ${engine.deviceName}`,
  isForPeople ? formatAge(lastSeenAt, now) : lastSeenAt,
  gpuFault,
];
