import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { RoteError } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { type GlobalOptions, namesOtherApi, withStore } from '../connect.js';
import { ROW_FORMATS, type RowFormat, writeRows } from '../format/write-rows.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { askApi } from '../sql/ask-api.js';
import { listViews } from '../sql/list-views.js';
import { promptForSql } from '../sql/sql-prompt.js';

/** Formats that only an API writes. */
const BINARY_FORMATS = ['arrow', 'parquet'] as const;
type SqlFormat = RowFormat | (typeof BINARY_FORMATS)[number];

interface SqlOptions extends GlobalOptions {
  readonly format: SqlFormat;
  readonly json?: boolean;
  readonly wide?: boolean;
  readonly file?: string;
  readonly maxRows?: number;
  readonly timeout: number;
}

/** No one reads a longer table. */
const TABLE_ROWS = 10_000;

export function sqlCommand(context: CommandContext): Command {
  return (
    new Command('sql')
      .description('Query the results with SQL, read-only')
      .addOption(
        new Option('--format <format>', 'how to print the rows')
          .choices([...ROW_FORMATS, ...BINARY_FORMATS])
          .default('table'),
      )
      .option('--json', 'the same as --format json')
      .option('--wide', 'show every column and value in full, however narrow the terminal is')
      .argument(
        '[query]',
        'one SQL query, or - for standard input; without one, a terminal is asked for queries; the views "results" and "learning_curves" are a good start',
      )
      .option('--file <file>', 'read the query from a file')
      .option(
        '--max-rows <number>',
        `maximum number of rows to print (default: ${String(TABLE_ROWS)} in a table, all as csv, json or ndjson)`,
        parseWholeNumber({ min: 1, max: 1_000_000_000 }),
      )
      .option(
        '--timeout <seconds>',
        'how long the database may take for the first or the next rows',
        parseWholeNumber({ min: 1, max: 86_400 }),
        30,
      )
      // A query may begin with a comment, and a comment with something that looks like an option.
      .allowUnknownOption()
      .allowExcessArguments()
      .addHelpText(
        'after',
        `
Queries DATABASE_URL, or else the stack of this folder. If --api or ROTE_API_URL names another stack, that API runs the
query, within its own limits instead of --timeout; it needs a key with the scope sql. Arrow (an IPC stream) and Parquet
always come from an API. An API's JSON has numbers of every type as numbers,
and times as ISO 8601; in its CSV, booleans are true and false.

Values are Postgres' own text. In JSON, NaN, the infinities, every numeric and a bigint past 2^53 are strings, arrays are
arrays, and the second column of a name has _2 after it. In CSV, NULL is nothing and empty text is "", as in COPY; text
that a spreadsheet would run as a formula (it begins with =, +, -, @) is preceded by an apostrophe.

Examples:
  rote sql "select architecture, corruption, train_accuracy, test_accuracy from results"
  rote sql "select * from learning_curves where architecture = 'mlp-1x512'" --format csv > curves.csv
  rote sql --file query.sql --timeout 600
  rote sql "select * from results" --api https://rote.example.org --format parquet > results.parquet
  rote sql - --json < query.sql`,
      )
      .action(async (_query: string | undefined, _options: unknown, command: Command) => {
        const options = command.optsWithGlobals<SqlOptions>();
        if (isInteractive(context, command, options)) await prompt(context, options);
        else await runSql(context, await readQuery(context, command, options), options);
      })
  );
}

const isOption = (argument: string): boolean => /^--?[a-z][\w-]*(=|$)/i.test(argument);

/** Whether a person sits at a terminal and has given no query. */
const isInteractive = ({ stdin, stdout }: CommandContext, { args }: Command, { file }: SqlOptions): boolean =>
  args.length === 0 &&
  file === undefined &&
  stdout.isTTY &&
  (stdin as { readonly isTTY?: boolean }).isTTY === true;

async function prompt(context: CommandContext, options: SqlOptions): Promise<void> {
  const [{ endsStatement }, views] = await Promise.all([import('@rote/store'), listViews(context, options)]);
  await promptForSql(context, {
    views,
    endsStatement,
    run: (sql, signal) => runSql({ ...context, signal }, sql, options),
  });
}

async function readQuery({ stdin }: CommandContext, command: Command, { file }: SqlOptions): Promise<string> {
  const [query, ...others] = command.args;
  const unknown = command.args.find(isOption);
  if (unknown !== undefined) command.error(`error: unknown option '${unknown}'`);
  if (others.length > 0)
    command.error(`error: expected one query, in quotes; also found: ${others.join(' ')}`);
  if (file !== undefined && query !== undefined) command.error('error: give a query or --file, not both');
  const source = file ?? (query === '-' ? '-' : undefined);
  if (source === undefined)
    return query ?? command.error('error: give a query, --file FILE, or - for standard input');
  try {
    return source === '-' ? await text(stdin) : await readFile(source, 'utf8');
  } catch (cause) {
    throw new RoteError('request-invalid', `cannot read ${source === '-' ? 'standard input' : source}`, {
      cause,
    });
  }
}

/** Yields rows up to a limit. A table says itself where it stops. */
async function* upTo<T>(
  batches: AsyncIterable<readonly T[]>,
  limit: number,
  onCut: () => void,
): AsyncGenerator<readonly T[]> {
  let left = limit;
  for await (const batch of batches) {
    if (batch.length > left) {
      yield batch.slice(0, left);
      onCut();
      return;
    }
    left -= batch.length;
    yield batch;
  }
}

async function runSql(context: CommandContext, query: string, options: SqlOptions): Promise<void> {
  const format: SqlFormat = options.json === true ? 'json' : options.format;
  const isWide = options.wide === true;
  if (format === 'arrow' || format === 'parquet' || (await namesOtherApi(context, options))) {
    await askApi(context, options, { sql: query, format, maxRows: options.maxRows, isWide });
    return;
  }
  const { signal, stderr } = context;
  const { maxRows = format === 'table' ? TABLE_ROWS : Number.POSITIVE_INFINITY } = options;
  await withStore(context, async (store) => {
    const { columns, batches } = await store.streamQuery(query, {
      timeoutMs: options.timeout * 1000,
      timeoutName: '--timeout',
      signal,
    });
    if (format === 'table') {
      await writeRows(context, format, { columns, batches }, { isWide, maxRows });
      return;
    }
    const limited = upTo(batches, maxRows, () => {
      stderr.write(`Only the first ${String(maxRows)} rows are printed, because of --max-rows.\n`);
    });
    await writeRows(context, format, { columns, batches: limited }, { isWide });
  });
}
