import { InvalidInputError, type Fault } from '@rote/domain';

/** A query with named parameters, `:name`. */
export interface ParameterizedQuery {
  /** The names in the order in which they first appear, each once. */
  readonly names: readonly string[];
  /** Returns the query with an expression in place of each parameter. The names count from 0. */
  render(expressionOf: (index: number) => string): RenderedQuery;
}

interface RenderedQuery {
  readonly text: string;
  /** Returns the offset in the query as written that belongs to an offset in `text`. */
  readonly originalOffset: (offset: number) => number;
}

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

/** Returns where a comment that begins at `start` ends. PostgreSQL nests them. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  for (let edge = edges.exec(sql); edge !== null; edge = edges.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return sql.length;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function* findPlaces(sql: string): Generator<Place> {
  const token = new RegExp(TOKEN);
  for (let found = token.exec(sql); found !== null; found = token.exec(sql)) {
    const { tag, name, position } = found.groups ?? {};
    if (found[0] === '/*') token.lastIndex = endOfComment(sql, found.index);
    else if (tag !== undefined) {
      const close = sql.indexOf(found[0], token.lastIndex);
      token.lastIndex = close === -1 ? sql.length : close + found[0].length;
    } else if (position !== undefined)
      throw new InvalidInputError('request-invalid', 'the query has a parameter without a name', [
        { pointer: '/sql', expected: 'a name, such as :seed', found: found[0] },
      ]);
    else if (name !== undefined) yield { start: found.index, end: token.lastIndex, name };
  }
}

/**
 * Finds the named parameters of a query: `:name`, but not in strings, quoted identifiers, comments or dollar quotes, and not
 * `::type`. A colon directly after a word, a number or a closing bracket belongs to an array slice.
 *
 * @throws InvalidInputError `request-invalid` if there is a `$1`
 */
export function parseNamedParameters(sql: string): ParameterizedQuery {
  const places = [...findPlaces(sql)];
  const names = [...new Set(places.map(({ name }) => name))];
  return {
    names,
    render(expressionOf) {
      let text = '';
      let from = 0;
      const moves: { readonly at: number; readonly original: number }[] = [{ at: 0, original: 0 }];
      for (const { start, end, name } of places) {
        text += sql.slice(from, start);
        moves.push({ at: text.length, original: start });
        text += expressionOf(names.indexOf(name));
        moves.push({ at: text.length, original: end });
        from = end;
      }
      return {
        text: text + sql.slice(from),
        originalOffset(offset) {
          const index = moves.findLastIndex(({ at }) => at <= offset);
          const { at, original } = moves[index] ?? { at: 0, original: 0 };
          // Every second move is into a parameter, which has one place.
          return index % 2 === 1 ? original : original + offset - at;
        },
      };
    },
  };
}

/** A value of a parameter: text as PostgreSQL reads it, or null. */
export type ParameterValue = string | null;

/**
 * Puts the values in the order of the names.
 *
 * @param place the JSON pointer of the values
 * @throws InvalidInputError `request-invalid` with every parameter that has no value, and every value without a parameter
 */
export function valuesInOrder(
  { names }: ParameterizedQuery,
  values: Readonly<Record<string, ParameterValue>>,
  place: string,
): readonly ParameterValue[] {
  const missing = names.filter((name) => !Object.hasOwn(values, name));
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  const known = names.length === 0 ? 'none' : names.map((name) => `:${name}`).join(', ');
  const faults: readonly Fault[] = [
    ...missing.map((name) => ({ pointer: `${place}/${name}`, expected: `required: the query has :${name}` })),
    ...unknown.map((name) => ({
      pointer: `${place}/${name}`,
      expected: `a parameter of the query (${known})`,
      found: name,
    })),
  ];
  if (faults.length > 0)
    throw new InvalidInputError('request-invalid', 'the parameters do not fit the query', faults);
  return names.map((name) => values[name] ?? null);
}
