import { InvalidInputError, type Fault } from '@rote/domain';
import { tokensOf } from '@rote/contracts/sql-tokens';

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

interface Place {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function* findPlaces(sql: string, place: string): Generator<Place> {
  for (const { start, end, name, position } of tokensOf(sql)) {
    if (position !== undefined)
      throw new InvalidInputError('request-invalid', 'the query has a parameter without a name', [
        { pointer: place, expected: 'a name, such as :seed', found: sql.slice(start, end) },
      ]);
    if (name !== undefined) yield { start, end, name };
  }
}

/**
 * Finds the named parameters of a query: `:name`, but not in strings, quoted identifiers, comments or dollar quotes, and not
 * `::type`. A colon directly after a word, a number or a closing bracket belongs to an array slice.
 *
 * @param place the JSON pointer of the query
 * @throws InvalidInputError `request-invalid` if there is a `$1`
 */
export function parseNamedParameters(sql: string, place: string): ParameterizedQuery {
  const places = [...findPlaces(sql, place)];
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
