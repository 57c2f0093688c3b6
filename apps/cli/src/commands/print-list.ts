import type { CommandContext } from '../command-context.js';
import { inOneBatch, type Rows } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { rowFormatOf, type RowOptions } from './format-options.js';

/** Prints a list of the API's: as JSON whole, otherwise a row for each item. */
export async function printList<Item>(
  context: CommandContext,
  options: RowOptions,
  items: readonly Item[],
  { columns, rowOf }: Pick<Rows, 'columns'> & { readonly rowOf: (item: Item) => readonly unknown[] },
): Promise<void> {
  const format = rowFormatOf(options);
  if (format === 'json') {
    context.stdout.write(`${JSON.stringify(items, undefined, 2)}\n`);
    return;
  }
  const batches = inOneBatch(items.map(rowOf));
  await writeRows(context, format, { columns, batches }, { isWide: options.wide === true });
}
