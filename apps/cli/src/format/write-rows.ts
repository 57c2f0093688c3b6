import type { Output } from '../output/output.js';
import { csvHead, csvWriter } from './csv-rows.js';
import { jsonWriter } from './json-rows.js';
import type { RowStream } from './rows.js';
import { writeTable, type TableOptions } from './write-table.js';

export const ROW_FORMATS = ['table', 'csv', 'json', 'ndjson'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

const MAX_LISTED = 8;

const listSome = (names: readonly string[]): string =>
  names.length <= MAX_LISTED
    ? names.join(', ')
    : `${names.slice(0, MAX_LISTED).join(', ')} and ${String(names.length - MAX_LISTED)} more`;

async function writeEach(
  output: Output,
  { batches }: RowStream,
  {
    head = '',
    write,
    foot = '',
  }: { head?: string; write: (row: readonly unknown[]) => string; foot?: string },
): Promise<void> {
  if (head !== '') output.writeData(head);
  for await (const rows of batches) {
    output.writeData(rows.map(write).join(''));
    await output.drained();
  }
  if (foot !== '') output.writeData(foot);
}

/**
 * Writes rows as they arrive, for a person or a program, in constant memory. JSON is a list of objects, NDJSON one object
 * per line. Only a table may be cut, and then a note on the other output says so.
 */
export async function writeRows(
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
  format: RowFormat,
  stream: RowStream,
  options: TableOptions,
): Promise<void> {
  const json = jsonWriter(stream.columns);
  switch (format) {
    case 'table': {
      const { rows, isCut, hidden } = await writeTable(stdout, stream, options);
      if (hidden.length > 0)
        stderr.write(`No room for ${listSome(hidden)}: --wide or --format csv shows all columns.\n`);
      if (isCut)
        stderr.write(
          `Only the first ${String(rows)} rows are shown: --max-rows shows more, --format csv or json all.\n`,
        );
      return;
    }
    case 'csv':
      await writeEach(stdout, stream, { head: csvHead(stream.columns), write: csvWriter(stream.columns) });
      return;
    case 'ndjson':
      await writeEach(stdout, stream, { write: (row) => `${json(row)}\n` });
      return;
    case 'json': {
      let before = '[';
      const write = (row: readonly unknown[]): string => {
        const text = `${before}\n${json(row)}`;
        before = ',';
        return text;
      };
      await writeEach(stdout, stream, { write });
      stdout.writeData(before === '[' ? '[]\n' : '\n]\n');
      return;
    }
    default:
      throw new TypeError(`no such format: ${JSON.stringify(format satisfies never)}`);
  }
}
