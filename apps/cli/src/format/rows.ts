/** What a query gives, and what every format takes. */
export interface Rows {
  readonly columns: readonly string[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows out of objects, with the columns in the order given. */
export const rowsOf = <T extends object>(columns: readonly (keyof T & string)[], items: readonly T[]): Rows => ({
  columns,
  rows: items.map((item) => columns.map((column) => item[column])),
});
