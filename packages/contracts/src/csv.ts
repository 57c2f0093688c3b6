/** What a spreadsheet treats as the start of a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Text with an apostrophe in front if a spreadsheet would run it as a formula. Purely numeric text stays as it is. */
export const guardFormula = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;

const HARMLESS =
  /^(smallint|integer|bigint|oid|real|double precision|numeric|boolean|date|time|timestamp|interval|bytea|uuid)\b/;

/** Whether no spreadsheet takes the text of a Postgres type for a formula, including `-Infinity` and `-1 days`. */
export const isHarmlessType = (type: string): boolean => HARMLESS.test(type) && !type.endsWith('[]');

/** A field as Postgres' COPY writes it: quoted if necessary, and if it is empty but not NULL. */
export const quoteCsv = (text: string): string =>
  text === '' || text === String.raw`\.` || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The possible values of a field; numbers, booleans and the times in them need no guard. */
export type CsvValue = string | number | bigint | boolean | null | undefined;

/**
 * A line of CSV with its line feed; `null` becomes an empty field, and text that a spreadsheet would run is guarded.
 */
export const csvLine = (values: readonly CsvValue[]): string =>
  `${values
    .map((value) => {
      if (value === null || value === undefined) return '';
      return typeof value === 'string' ? quoteCsv(guardFormula(value)) : String(value);
    })
    .join(',')}\n`;
