/** What a query gives, and what every format takes. */
export interface Rows {
  readonly columns: readonly string[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly unknown[])[];
}
