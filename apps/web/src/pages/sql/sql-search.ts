/** The query on show; part of the address, so that a query is a link. */
export interface SqlSearch {
  readonly sql?: string;
  /** The values of its parameters. */
  readonly params?: Readonly<Record<string, string>>;
}

/** Reads the address, and ignores what it does not know. */
export function readSqlSearch({ sql, params }: Readonly<Record<string, unknown>>): SqlSearch {
  const values =
    typeof params === 'object' && params !== null
      ? Object.entries(params).map(([name, value]) => [name, String(value)] as const)
      : [];
  return {
    ...(typeof sql === 'string' && { sql }),
    ...(values.length > 0 && { params: Object.fromEntries(values) }),
  };
}
