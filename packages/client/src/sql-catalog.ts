/** A column of a view or a table, with the database's own comment; the comment is empty if there is none. */
export interface SqlColumn {
  readonly name: string;
  /** As PostgreSQL writes it: `double precision`. */
  readonly type: string;
  readonly comment: string;
}

/** A view or a table that a query may read. */
export interface SqlRelation {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly SqlColumn[];
}

/** A function that a query may call. */
export interface SqlFunction {
  readonly name: string;
  /** As PostgreSQL writes them: `threshold double precision DEFAULT 0.05`. */
  readonly parameters: string;
  readonly result: string;
  readonly comment: string;
}

/** What a query may use, besides what every PostgreSQL has. */
export interface SqlCatalog {
  readonly relations: readonly SqlRelation[];
  readonly functions: readonly SqlFunction[];
}

/** The query whose rows `readSqlCatalog` reads, in this order of columns: kind, owner, name, type, comment. */
export const SQL_CATALOG = `SELECT kind, owner, name, type, comment FROM (
  SELECT 'relation' AS kind, c.relname::text AS owner, '' AS name, '' AS type, coalesce(obj_description(c.oid, 'pg_class'), '') AS comment, 0 AS place
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm', 'r') AND has_any_column_privilege(c.oid, 'SELECT')
  UNION ALL
  SELECT 'column', c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), coalesce(col_description(c.oid, a.attnum), ''), a.attnum
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm', 'r') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
  UNION ALL
  SELECT 'function', p.proname::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), coalesce(obj_description(p.oid, 'pg_proc'), ''), 0
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND has_function_privilege(p.oid, 'EXECUTE')
      AND p.proname NOT LIKE 'rote\\_%' AND p.prorettype NOT IN ('trigger'::regtype, 'void'::regtype)
) AS everything ORDER BY owner, place`;

/**
 * Reads what a database has to ask.
 *
 * @param rows of `SQL_CATALOG`
 * @returns views, tables and functions by name, columns in their order
 */
export function readSqlCatalog(rows: readonly (readonly unknown[])[]): SqlCatalog {
  const texts = rows.map((row) => row.map(String));
  const columns = new Map<string, SqlColumn[]>();
  for (const [kind, owner = '', name = '', type = '', comment = ''] of texts)
    if (kind === 'column') columns.set(owner, [...(columns.get(owner) ?? []), { name, type, comment }]);
  return {
    relations: texts.flatMap(([kind, name = '', , , comment = '']) =>
      kind === 'relation' ? [{ name, comment, columns: columns.get(name) ?? [] }] : [],
    ),
    functions: texts.flatMap(([kind, name = '', parameters = '', result = '', comment = '']) =>
      kind === 'function' ? [{ name, parameters, result, comment }] : [],
    ),
  };
}
