import type { Output } from '../output/output.js';
import { displayWidth } from './display-width.js';
import { formatValue } from './format-value.js';
import { plainText } from './plain-text.js';
import { isNumeric } from './postgres-types.js';
import type { Column, Rows, RowStream } from './rows.js';
import { drawLine, layOut, type TableLayout } from './table-layout.js';

export interface TableOptions {
  /** Show every column and value in full, however narrow the terminal is. */
  readonly isWide: boolean;
  /** Maximum number of rows to show. Default: all. */
  readonly maxRows?: number;
}

export interface WrittenTable {
  readonly rows: number;
  /** Whether there were more rows than `maxRows`. */
  readonly isCut: boolean;
  /** Columns that are dropped because there is no room. */
  readonly hidden: readonly string[];
}

/** A table's widths are those of its first rows; later values may stick out of their column. */
const MEASURED_ROWS = 10_000;

const NUMBER = /^-?(\d[\d.,]*(e[+-]?\d+)?( (%|s))?|Infinity)$|^NaN$/i;

/** Formats a value on one line. */
const cellText = (value: unknown): string =>
  plainText(formatValue(value))
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('\t', ' ');

const isNumber = (value: unknown, { type }: Column): boolean =>
  type === undefined
    ? typeof value === 'number' || typeof value === 'bigint' || NUMBER.test(formatValue(value))
    : isNumeric(type);

function measure(
  columns: readonly Column[],
  values: readonly (readonly unknown[])[],
  cells: readonly (readonly string[])[],
  room: number | undefined,
): TableLayout {
  return layOut(
    columns.map((column, index) => {
      let width = displayWidth(plainText(column.name));
      let given = 0;
      let numbers = 0;
      for (const [at, row] of cells.entries()) {
        const cell = row[index] ?? '';
        width = Math.max(width, displayWidth(cell));
        if (cell === '') continue;
        given++;
        if (isNumber(values[at]?.[index], column)) numbers++;
      }
      return {
        name: column.name,
        width,
        isRight: given > 0 && numbers === given,
        weight: column.weight ?? 0,
      };
    }),
    room,
  );
}

const cellsOf = (columns: readonly Column[], rows: Rows['rows']): readonly (readonly string[])[] =>
  rows.map((row) => columns.map((_, index) => cellText(row[index])));

const drawTable = (
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  layout: TableLayout,
  isCut: boolean,
): readonly string[] =>
  [columns.map(({ name }) => plainText(name)), ...cells].map((line) => drawLine(line, layout, { isCut }));

/** Returns the lines of an uncut table, starting with its head. */
export function tableLines({ columns, rows }: Rows): readonly string[] {
  const cells = cellsOf(columns, rows);
  return drawTable(columns, cells, measure(columns, rows, cells, undefined), false);
}

/** Writes some thousand lines at a time: one call per line would be slow, and one for all needs too large a string. */
async function writeLines(output: Output, lines: Iterable<string>): Promise<void> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 1 << 16) continue;
    output.write(text);
    text = '';
    await output.drained();
  }
  if (text !== '') output.write(text);
  await output.drained();
}

/**
 * Writes an aligned table, with numbers to the right, no wider than the terminal: values that do not fit are cut, then
 * columns dropped. In a pipe nothing is cut, so `grep`, `sort` and `awk` see each row in full on one line.
 */
export async function writeTable(
  output: Output,
  { columns, batches }: RowStream,
  { isWide, maxRows = Number.POSITIVE_INFINITY }: TableOptions,
): Promise<WrittenTable> {
  const room = isWide || !output.isTTY ? undefined : (output.columns ?? 80);
  let layout: TableLayout | undefined;
  let held: (readonly unknown[])[] = [];
  let rows = 0;
  const flush = async (): Promise<void> => {
    const cells = cellsOf(columns, held);
    const isFirst = layout === undefined;
    const used = (layout ??= measure(columns, held, cells, room));
    held = [];
    const [head = '', ...lines] = drawTable(columns, cells, used, room !== undefined);
    const rule = used.columns.map(({ width }) => '─'.repeat(width)).join('  ');
    await writeLines(output, [...(isFirst ? (output.isTTY ? [head, rule] : [head]) : []), ...lines]);
  };
  let isCut = false;
  for await (const batch of batches) {
    const left = maxRows - rows;
    isCut = batch.length > left;
    for (const row of isCut ? batch.slice(0, left) : batch) held.push(row);
    rows += Math.min(batch.length, left);
    if (isCut) break;
    if (held.length >= MEASURED_ROWS) await flush();
  }
  if (held.length > 0 || layout === undefined) await flush();
  return { rows, isCut, hidden: layout === undefined ? [] : layout.hidden };
}
