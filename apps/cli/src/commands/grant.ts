import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { databaseUrlOf, withStore } from '../connect.js';
import { inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { type TextOptions, wantsJson, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface GrantOptions extends TextOptions {
  readonly revoke?: string;
  readonly list?: boolean;
}

const COLUMNS = [
  { name: 'name', weight: 3 },
  { name: 'role', weight: 2 },
  { name: 'connections', weight: 1 },
];

export function grantCommand(context: CommandContext): Command {
  return withTextFormat(new Command('grant'))
    .description(
      'Make a login to the database that only reads the results: for psql, notebooks, Grafana, Metabase',
    )
    .argument('[name]', 'whose login it is: up to 40 lower-case letters, digits and _')
    .option('--revoke <name>', 'end a login and its connections')
    .option('--list', 'list the logins')
    .addHelpText(
      'after',
      `
Works directly in the database (DATABASE_URL, or that of this folder's stack). The login is the role rote_<name>, a member of
rote_reader: it reads the views and calls their functions, and nothing else. Its sessions begin read-only, with
statement_timeout = 5min; at most 10 at a time. Standard output has only its URL, with a password that is not stored and
is shown only this once.

Examples:
  rote grant ada
  rote grant grafana > grafana.url
  rote grant --list
  rote grant --revoke ada`,
    )
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GrantOptions>();
      const { revoke, list = false } = options;
      if ([name, revoke, list || undefined].filter((each) => each !== undefined).length !== 1)
        command.error('error: give a name, --revoke NAME or --list');
      if (list) await listLogins(context, options);
      else if (revoke !== undefined) {
        const login = await withStore(context, (store) => store.logins.revoke(revoke), { migrates: true });
        printAnswer(context, options, login, `Revoked the login "${login.name}" (${login.role}).`);
      } else await grant(context, options, name ?? '');
    });
}

async function grant(context: CommandContext, options: TextOptions, name: string): Promise<void> {
  const login = await withStore(context, (store) => store.logins.grant(name), { migrates: true });
  const url = new URL(await databaseUrlOf(context));
  url.username = login.role;
  url.password = login.password;
  url.searchParams.delete('schema');
  url.searchParams.delete('options');
  printAnswer(context, options, { ...login, url: url.href }, url.href);
  context.stderr.write(
    `The login "${name}" (${login.role}) reads the results. Keep its URL now: the password cannot be shown again.\n`,
  );
}

async function listLogins(context: CommandContext, options: TextOptions): Promise<void> {
  const logins = await withStore(context, (store) => store.logins.list(), { migrates: true });
  if (wantsJson(options)) {
    context.stdout.write(`${JSON.stringify(logins, undefined, 2)}\n`);
    return;
  }
  if (logins.length === 0) {
    context.stdout.write('There is no login. "rote grant NAME" makes one.\n');
    return;
  }
  const rows = logins.map(({ name, role, connections }) => [name, role, connections]);
  await writeRows(context, 'table', { columns: COLUMNS, batches: inOneBatch(rows) }, { isWide: false });
}
