export interface Column {
  /** Need not be unique. */
  readonly name: string;
  /** The type that Postgres gave it, where its values are Postgres' own text. */
  readonly type?: string;
  /** Of a table that does not fit: columns with the least are left out first. 0 when left out. */
  readonly weight?: number;
}

/** Rows that come some at a time. Values are Postgres' text, or JavaScript's. */
export interface RowStream {
  readonly columns: readonly Column[];
  /** Each row is as long as `columns`. */
  readonly batches: AsyncIterable<readonly (readonly unknown[])[]>;
}

/** Rows that are all there. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly unknown[])[];
}

export const columnsOf = (names: readonly string[]): readonly Column[] => names.map((name) => ({ name }));

export async function* inOneBatch<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(rows);
}
