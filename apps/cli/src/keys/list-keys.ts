import type { ApiKey } from '@rote/client';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../connect.js';
import { formatAge } from '../format/format-time.js';
import { inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { withKeyDesk } from './key-desk.js';
import { rowFormatOf, type RowOptions, withRowFormat } from '../commands/format-options.js';

const COLUMNS = [
  { name: 'key', weight: 9 },
  { name: 'name', weight: 8 },
  { name: 'state', weight: 7 },
  { name: 'scopes', weight: 6 },
  { name: 'used', weight: 5 },
  { name: 'expires', weight: 4 },
  { name: 'created', weight: 3 },
  { name: 'project', weight: 5 },
];

export function listKeysCommand(context: CommandContext): Command {
  return withRowFormat(new Command('list'))
    .description('List the keys of the API, the newest first, without their secrets')
    .addHelpText('after', '\nExamples:\n  rote keys list\n  rote keys list --json')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & RowOptions>();
      const { stdout } = context;
      const keys = await withKeyDesk(context, options, (desk) => desk.list());
      const format = rowFormatOf(options);
      if (format === 'json') {
        stdout.write(`${JSON.stringify(keys, undefined, 2)}\n`);
        return;
      }
      if (keys.length === 0 && format === 'table') {
        stdout.write('There is no key. "rote keys create --name NAME --scope admin" makes one.\n');
        return;
      }
      const isWide = options.wide === true;
      const isForPeople = format === 'table' && stdout.isTTY && !isWide;
      const rows = keys.map((key) => rowOf(key, isForPeople, new Date()));
      await writeRows(context, format, { columns: COLUMNS, batches: inOneBatch(rows) }, { isWide });
    });
}

const rowOf = (
  { id, name, state, scopes, project, lastUsedAt, expiresAt, createdAt }: ApiKey,
  isForPeople: boolean,
  now: Date,
): readonly unknown[] => [
  id,
  name,
  state,
  scopes.join(', '),
  isForPeople && lastUsedAt !== null ? formatAge(lastUsedAt, now) : lastUsedAt,
  expiresAt,
  isForPeople ? formatAge(createdAt, now) : createdAt,
  project,
];
