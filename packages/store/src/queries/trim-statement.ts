import { tokensOf } from '@rote/contracts/sql-tokens';

const IGNORED = /[\s;]/;

/** Returns the query without the space, comments and semicolons at its end: nothing if it has only these. */
export function trimStatement(sql: string): string {
  const text = sql.trimEnd();
  let end = 0;
  let from = 0;
  const passPunctuation = (to: number): void => {
    let last = to;
    while (last > from && IGNORED.test(text.charAt(last - 1))) last--;
    if (last > from) end = last;
  };
  for (const token of tokensOf(text)) {
    passPunctuation(token.start);
    if (!token.isComment) end = token.end;
    from = token.end;
  }
  passPunctuation(text.length);
  return text.slice(0, end);
}
