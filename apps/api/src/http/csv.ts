type CsvValue = string | number | boolean | null | undefined;

const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet takes text that begins so for a formula. */
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r]/;

/** As PostgreSQL's COPY writes it: nothing for null, `NaN`, `Infinity`; text that looks like a formula is defused. */
function csvField(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = LOOKS_LIKE_FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV (RFC 4180), with its end. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvField).join(',')}\r\n`;
