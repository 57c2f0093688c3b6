import type { Answer, ApiClient, QueryRequest } from '@rote/client';
import { distinctNames } from '@rote/contracts/distinct-names';

/** The answer to a query; its columns have the names by which its rows have them. */
export type SqlAnswer = Answer<Readonly<Record<string, unknown>>>;

/** As many rows as a JSON document may have. */
const MOST_ROWS = 10_000;

type Value = NonNullable<QueryRequest['params']>[string];

/** Reads the value of a parameter: `null` and a list such as `[1, 2]` are themselves, and anything else is text. */
export function valueOf(text: string): Value {
  const trimmed = text.trim();
  if (trimmed === 'null') return null;
  if (!trimmed.startsWith('[')) return text;
  try {
    return JSON.parse(trimmed) as Value;
  } catch {
    return text;
  }
}

/** A query and the texts of its parameters. */
export interface WrittenQuery {
  readonly sql: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Returns what is sent. */
export const requestOf = ({ sql, params }: WrittenQuery): Pick<QueryRequest, 'sql' | 'params'> => ({
  sql,
  params: Object.fromEntries(Object.entries(params).map(([name, text]) => [name, valueOf(text)])),
});

/** Runs a query until the signal aborts. */
export async function runQuery(api: ApiClient, query: WrittenQuery, signal: AbortSignal): Promise<SqlAnswer> {
  const answer = await api.query({ ...requestOf(query), limit: MOST_ROWS }, { signal });
  const names = distinctNames(answer.columns.map(({ name }) => name));
  return { ...answer, columns: answer.columns.map((column, index) => ({ ...column, name: names[index]! })) };
}
