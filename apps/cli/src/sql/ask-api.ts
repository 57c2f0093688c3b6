import type { QueryFormat } from '@rote/contracts';
import { distinctNames, MAX_JSON_ROWS } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';

export interface ApiQuery {
  readonly sql: string;
  readonly format: QueryFormat | 'table';
  readonly maxRows?: number | undefined;
  readonly isWide: boolean;
}

async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
}

/** Writes a JSON list from the lines of NDJSON as they arrive. */
async function writeList(
  { stdout }: Pick<CommandContext, 'stdout'>,
  chunks: AsyncIterable<string>,
): Promise<void> {
  let rest = '';
  let before = '[\n';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      stdout.writeData(before + line);
      before = ',\n';
    }
    await stdout.drained();
  }
  stdout.writeData(before === '[\n' ? '[]\n' : '\n]\n');
}

async function writeTable(context: CommandContext, options: GlobalOptions, query: ApiQuery): Promise<void> {
  const { sql, maxRows = MAX_JSON_ROWS, isWide } = query;
  const api = await connectApi(context, options);
  const limit = Math.min(maxRows, MAX_JSON_ROWS);
  const { columns, rows, truncated } = await api.query({ sql, limit });
  const keys = distinctNames(columns.map(({ name }) => name));
  const values = rows.map((row) => keys.map((key) => row[key]));
  await writeRows(
    context,
    'table',
    { columns: columns.map(({ name }) => ({ name })), batches: inOneBatch(values) },
    { isWide },
  );
  if (truncated)
    context.stderr.write(
      `Only the first ${String(limit)} rows are shown: --format csv, ndjson, arrow or parquet has all.\n`,
    );
}

/** Has an API run a query, and writes the rows as they arrive. */
export async function askApi(
  context: CommandContext,
  options: GlobalOptions,
  query: ApiQuery,
): Promise<void> {
  const { sql, format, maxRows } = query;
  if (format === 'table') {
    await writeTable(context, options, query);
    return;
  }
  const isBinary = format === 'arrow' || format === 'parquet';
  if (isBinary && context.stdout.isTTY)
    throw new RoteError(
      'request-invalid',
      `${format} is not for a terminal: write it to a file, as in "rote sql … --format ${format} > rows.${format}"`,
    );
  const api = await connectApi(context, options);
  const chunks = await api.streamQuery({
    sql,
    format: format === 'json' ? 'ndjson' : format,
    ...(maxRows !== undefined && { limit: maxRows }),
  });
  if (maxRows !== undefined)
    context.stderr.write(`At most ${String(maxRows)} rows are written, because of --max-rows.\n`);
  if (format === 'json') {
    await writeList(context, textOf(chunks));
    return;
  }
  if (isBinary) {
    for await (const chunk of chunks) {
      context.stdout.writeBytes(chunk);
      await context.stdout.drained();
    }
    return;
  }
  for await (const chunk of textOf(chunks)) {
    context.stdout.writeData(chunk);
    await context.stdout.drained();
  }
}
