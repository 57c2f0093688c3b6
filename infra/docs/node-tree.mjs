/** What ends a word of a node tree. */
const TOKEN = /[{}()]|(?:\\.|[^\s{}()\\])+/gs;

/**
 * Parses PostgreSQL's text form of a query's tree (pg_rewrite.ev_action). A node is an object with its kind as `node`, a list
 * an array, and anything else a word.
 */
export function parseNodeTree(text) {
  const tokens = text.match(TOKEN);
  let at = 0;
  const parseList = () => {
    const list = [];
    while (tokens[at] !== ')') list.push(parseValue());
    at++;
    return list;
  };
  const parseNode = () => {
    const node = { node: tokens[at++] };
    while (tokens[at] !== '}') {
      const name = tokens[at++].replace(/^:/, '');
      const values = [];
      while (tokens[at] !== '}' && !tokens[at].startsWith(':')) values.push(parseValue());
      node[name] = values.length === 1 ? values[0] : values;
    }
    at++;
    return node;
  };
  const parseValue = () => {
    const token = tokens[at++];
    if (token === '{') return parseNode();
    return token === '(' ? parseList() : token;
  };
  return parseValue();
}
