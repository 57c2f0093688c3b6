import { tokensOf } from '@rote/contracts/sql-tokens';

/**
 * Whether a statement is one of those that people may run although they are no queries. A cursor accepts neither; both are
 * single statements that cannot write in a read-only transaction.
 */
export function isExplainOrShow(sql: string): boolean {
  let from = 0;
  for (const { start, end, isComment } of tokensOf(sql)) {
    if (sql.slice(from, start).trim() !== '') return false;
    if (!isComment) return /^(?:explain|show)$/i.test(sql.slice(start, end));
    from = end;
  }
  return false;
}
