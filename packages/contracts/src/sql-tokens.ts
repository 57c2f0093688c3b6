/**
 * What PostgreSQL's lexer treats as one token, so that nothing in it is a parameter, in this order: comments, strings with
 * and without escapes, quoted identifiers, dollar-quoted strings, words and numbers (which a slice's colon may follow), casts
 * and assignments; then a parameter, and a positional one.
 */
const TOKEN = new RegExp(
  [
    String.raw`--[^\n\r]*`,
    String.raw`\/\*`,
    String.raw`[eE]'(?:[^'\\]|\\[^]|'')*(?:'|$)`,
    String.raw`'(?:[^']|'')*(?:'|$)`,
    String.raw`"(?:[^"]|"")*(?:"|$)`,
    String.raw`\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$`,
    String.raw`[\w\u0080-\uffff][\w$\u0080-\uffff]*(?::(?![:=]))?`,
    String.raw`[\])]:(?![:=])`,
    '::|:=',
    String.raw`:(?<name>[A-Za-z_]\w*)`,
    String.raw`\$(?<position>\d+)`,
  ].join('|'),
  'g',
);

/** Returns where a comment that begins at `start` ends; undefined if it does not. PostgreSQL nests them. */
function endOfComment(sql: string, start: number): number | undefined {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  for (let edge = edges.exec(sql); edge !== null; edge = edges.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return undefined;
}

interface Token {
  readonly start: number;
  readonly end: number;
  /** Whether it is a comment that ends. */
  readonly isComment: boolean;
  /** Of a named parameter. */
  readonly name: string | undefined;
  /** Of a positional parameter. */
  readonly position: string | undefined;
}

/** Yields the tokens of a query. Between them are space and punctuation. */
export function* tokensOf(sql: string): Generator<Token> {
  const token = new RegExp(TOKEN);
  for (let found = token.exec(sql); found !== null; found = token.exec(sql)) {
    const [text] = found;
    const { tag, name, position } = found.groups ?? {};
    let isComment = text.startsWith('--');
    if (text === '/*') {
      const end = endOfComment(sql, found.index);
      isComment = end !== undefined;
      token.lastIndex = end ?? sql.length;
    } else if (tag !== undefined) {
      const close = sql.indexOf(text, token.lastIndex);
      token.lastIndex = close === -1 ? sql.length : close + text.length;
    }
    const end = token.lastIndex;
    yield { start: found.index, end, isComment, name, position };
  }
}
