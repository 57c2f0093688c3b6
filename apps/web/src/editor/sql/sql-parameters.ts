import { tokensOf } from '@rote/contracts/sql-tokens';

/** Returns the names of the parameters of a query, `:name`, in their order. */
export const parametersOf = (sql: string): readonly string[] => [
  ...new Set([...tokensOf(sql)].flatMap(({ name }) => name ?? [])),
];
