import { tokensOf } from '@rote/contracts/sql-tokens';

/** Whether the last thing in a text, apart from comments and space, is the semicolon that ends a statement. */
export function endsStatement(sql: string): boolean {
  let from = 0;
  let isEnded = false;
  const pass = (punctuation: string): void => {
    const found = punctuation.trim();
    if (found !== '') isEnded = found.endsWith(';');
  };
  for (const { start, end, isComment } of tokensOf(sql)) {
    pass(sql.slice(from, start));
    if (!isComment) isEnded = false;
    from = end;
  }
  pass(sql.slice(from));
  return isEnded;
}
