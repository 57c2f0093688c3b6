import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions, namesOtherApi, withStore } from '../connect.js';
import type { SqlView } from './complete-sql.js';

const VIEWS = `SELECT table_name, column_name FROM information_schema.columns
  WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_name, ordinal_position`;

type NamePair = readonly [view: string, column: string];

async function readPairs(context: CommandContext, options: GlobalOptions): Promise<readonly NamePair[]> {
  if (await namesOtherApi(context, options)) {
    const api = await connectApi(context, options);
    const { rows } = await api.query({ sql: VIEWS });
    return rows.map((row) => [String(row['table_name']), String(row['column_name'])]);
  }
  return await withStore(context, async (store) => {
    const { batches } = await store.streamQuery(VIEWS, { signal: context.signal });
    const pairs: NamePair[] = [];
    for await (const batch of batches)
      for (const [view, column] of batch) pairs.push([String(view), String(column)]);
    return pairs;
  });
}

/** Returns what can be queried, in the same place as `rote sql` queries. */
export async function listViews(
  context: CommandContext,
  options: GlobalOptions,
): Promise<readonly SqlView[]> {
  const columns = new Map<string, string[]>();
  for (const [view, column] of await readPairs(context, options))
    columns.set(view, [...(columns.get(view) ?? []), column]);
  return [...columns].map(([name, names]) => ({ name, columns: names }));
}
