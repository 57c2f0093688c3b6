/** Whether a query contains only space, comments (which PostgreSQL nests) and semicolons. */
export function isEmptyQuery(query: string): boolean {
  let depth = 0;
  let isLineComment = false;
  for (const [token] of query.matchAll(/\/\*|\*\/|--|[^]/g)) {
    if (isLineComment) isLineComment = token !== '\n';
    else if (token === '/*') depth++;
    else if (depth > 0) depth -= token === '*/' ? 1 : 0;
    else if (token === '--') isLineComment = true;
    else if (!/[\s;]/.test(token)) return false;
  }
  return depth === 0;
}
