/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Text with an apostrophe before it where a spreadsheet would run it as a formula. Text that is nothing but a number is
 * left as it is.
 */
export const guardFormula = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/** A field as Postgres' COPY writes it: quoted where it must be, and where it is empty but not NULL. */
export const quoteCsv = (text: string): string =>
  text === '' || text === String.raw`\.` || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** What a field may be; numbers, booleans and the times in them need no guard. */
export type CsvValue = string | number | bigint | boolean | null | undefined;

/** A line of CSV with its line feed; `null` is an empty field, and text that a spreadsheet would run is guarded. */
export const csvLine = (values: readonly CsvValue[]): string =>
  `${values
    .map((value) => {
      if (value === null || value === undefined) return '';
      return typeof value === 'string' ? quoteCsv(guardFormula(value)) : String(value);
    })
    .join(',')}\n`;
