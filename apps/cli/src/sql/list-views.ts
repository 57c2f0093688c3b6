import { readSqlCatalog, SQL_CATALOG } from '@rote/client';
import { MAX_JSON_ROWS } from '@rote/contracts';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions, namesOtherApi, withStore } from '../connect.js';
import type { SqlView } from './complete-sql.js';

async function readCatalogRows(
  context: CommandContext,
  options: GlobalOptions,
): Promise<readonly (readonly unknown[])[]> {
  if (await namesOtherApi(context, options)) {
    const api = await connectApi(context, options);
    const { columns, rows } = await api.query({ sql: SQL_CATALOG, limit: MAX_JSON_ROWS });
    return rows.map((row) => columns.map(({ name }) => row[name]));
  }
  return await withStore(context, async (store) => {
    const { batches } = await store.streamQuery(SQL_CATALOG, { signal: context.signal });
    const rows: (readonly unknown[])[] = [];
    for await (const batch of batches) rows.push(...batch);
    return rows;
  });
}

/** Returns what can be queried, in the same place as `rote sql` queries. */
export async function listViews(
  context: CommandContext,
  options: GlobalOptions,
): Promise<readonly SqlView[]> {
  const { relations } = readSqlCatalog(await readCatalogRows(context, options));
  return relations.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }));
}
