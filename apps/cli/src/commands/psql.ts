import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RoteError } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { CommandError, EXIT_CODES } from '../command-error.js';
import { findDatabase } from '../connect.js';
import { type JsonOption, withJson } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface PsqlOptions extends JsonOption {
  readonly print?: boolean;
}

/** Sessions begin read-only, whatever the role may. */
const READ_ONLY = '-c default_transaction_read_only=on';

/** Returns a URL that psql reads, and what it takes from the environment instead: a password on a command line is for all to see. */
function forPsql(databaseUrl: string): {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
} {
  const url = new URL(databaseUrl);
  const schema = url.searchParams.get('schema');
  const password = decodeURIComponent(url.password);
  const options = [
    url.searchParams.get('options'),
    READ_ONLY,
    schema === null ? null : `-c search_path=${schema}`,
  ].filter((each) => each !== null && each !== '');
  url.password = '';
  for (const name of ['schema', 'options', 'uselibpqcompat']) url.searchParams.delete(name);
  if (url.searchParams.get('sslmode') === 'no-verify') url.searchParams.set('sslmode', 'require');
  return {
    url: url.href,
    env: { PGOPTIONS: options.join(' '), ...(password !== '' && { PGPASSWORD: password }) },
  };
}

export function psqlCommand(context: CommandContext): Command {
  return withJson(new Command('psql'), 'with --print: print the URL as JSON')
    .description('Open psql on the results, read-only, or print the URL if there is no psql')
    .argument('[arguments...]', 'what psql gets, after --')
    .option('--print', 'print the URL of the embedded database for its reader, and open nothing')
    .addHelpText(
      'after',
      `
Opens DATABASE_URL, with transactions that are read-only by default, or the embedded database of this folder's stack as its
reader. The URL of DATABASE_URL is never printed, because it has a password that may do more: "rote grant NAME"
makes a login that only reads.

Examples:
  rote psql
  rote psql -- -c "select count(*) from results"
  rote psql --print`,
    )
    .action(async (args: readonly string[], options: PsqlOptions, command: Command) => {
      if (options.json === true && options.print !== true)
        command.error(
          'error: --json needs --print: psql prints in its own forms, such as "rote psql -- --csv"',
        );
      const { databaseUrl, readerUrl } = await findDatabase(context);
      if (options.print !== true && (await openPsql(context, readerUrl ?? databaseUrl, args))) return;
      if (readerUrl === undefined)
        throw new RoteError(
          'request-invalid',
          options.print === true
            ? 'The URL is that of DATABASE_URL, which is not printed. "rote grant NAME" prints one of a login that only reads.'
            : 'There is no psql on the PATH. Install it, or use another client with a login of "rote grant NAME".',
        );
      printAnswer(
        context,
        { format: options.json === true ? 'json' : 'text' },
        { url: readerUrl },
        readerUrl,
      );
    });
}

/** @returns false if there is no psql */
async function openPsql(
  { env }: CommandContext,
  databaseUrl: string,
  args: readonly string[],
): Promise<boolean> {
  const { url, env: more } = forPsql(databaseUrl);
  const psql = spawn('psql', [url, ...args], { stdio: 'inherit', env: { ...env, ...more } });
  try {
    const [code] = (await once(psql, 'exit')) as [number | null];
    if (code !== 0)
      throw new CommandError(`psql ended with exit code ${String(code ?? 'none')}`, EXIT_CODES.failure);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
