import { distinctNames } from '@rote/contracts/distinct-names';
import type { Answer } from './api-client.js';
import type { QueryAnswer } from './generated/openapi.js';

/** In JSON: a string as a whole, or a number outside strings. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** Types with numbers that JavaScript's cannot hold in full. */
const EXACT = /^(bigint|numeric)\b(?!.*\[\]$)/;

/** Parses an API's answer to a query; a `bigint` or `numeric` becomes text with all its digits. */
export function parseExactly<Row>(json: string): Answer<Row> {
  const answer = JSON.parse(json) as QueryAnswer;
  const names = distinctNames(answer.columns.map(({ name }) => name));
  const exact = names.filter((_, index) => EXACT.test(answer.columns[index]?.type ?? ''));
  if (exact.length === 0) return answer as Answer<Row>;
  const quoted = json.replaceAll(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`));
  const { rows } = JSON.parse(quoted) as QueryAnswer;
  const exactly = answer.rows.map((row, at) => ({
    ...row,
    ...Object.fromEntries(exact.map((name) => [name, rows[at]?.[name]])),
  }));
  return { ...answer, rows: exactly as readonly unknown[] as readonly Row[] };
}
