import { formatValue } from './format-value.js';
import type { Rows } from './rows.js';

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV with a header line (RFC 4180, but with plain line feeds); NULL is an empty field. */
export const formatCsv = ({ columns, rows }: Rows): string =>
  [columns, ...rows].map((row) => row.map((value) => quote(formatValue(value))).join(',')).join('\n');
