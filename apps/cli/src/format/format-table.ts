import Table from 'cli-table3';
import { formatValue } from './format-value.js';
import type { Rows } from './rows.js';

const BORDERLESS = {
  chars: {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};
// The lines between rows are left out: a table of results is long enough without them.
const BOXED = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: ['bold'], border: ['grey'] },
};

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || /^-?\d[\d.,]*( (%|s))?$/.test(formatValue(value));

/**
 * An aligned table, numbers to the right. With a box and a bold head at a terminal; without either in a pipe, so
 * that `grep`, `sort` and `awk` see one row a line. Line breaks inside a value become spaces.
 */
export function formatTable({ columns, rows }: Rows, { boxed }: { readonly boxed: boolean }): string {
  const colAligns = columns.map((_, index) => {
    const given = rows.map((row) => row[index]).filter((value) => formatValue(value) !== '');
    return given.length > 0 && given.every(isNumeric) ? ('right' as const) : ('left' as const);
  });
  const table = new Table({ head: [...columns], colAligns, ...(boxed ? BOXED : BORDERLESS) });
  for (const row of rows) table.push(row.map((value) => formatValue(value).replaceAll(/\s*\n\s*/g, ' ')));
  const text = table.toString();
  return boxed ? text : text.replaceAll(/ +$/gm, '');
}
