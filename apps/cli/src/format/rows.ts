export interface Column {
  /** Not necessarily unique. */
  readonly name: string;
  /** The column's Postgres type, if its values are Postgres' own text. */
  readonly type?: string;
  /** If a table does not fit, columns with the lowest weight are dropped first. Default: 0. */
  readonly weight?: number;
}

/** Rows that arrive in batches. Values are Postgres' text, or JavaScript's. */
export interface RowStream {
  readonly columns: readonly Column[];
  /** Each row is as long as `columns`. */
  readonly batches: AsyncIterable<readonly (readonly unknown[])[]>;
}

/** Rows that are all in memory. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
}

export const columnsOf = (names: readonly string[]): readonly Column[] => names.map((name) => ({ name }));

export async function* inOneBatch<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(rows);
}
