import { findFaults, InvalidInputError } from '@rote/domain';
import type { PositionRange } from '@rote/store';
import { Type } from 'typebox';

/** The largest position that PostgreSQL can store. */
const MAX_POSITION = 2 ** 31 - 1;

const invalid = (pointer: string, expected: string, found: string): InvalidInputError =>
  new InvalidInputError('request-invalid', 'the query is not valid', [{ pointer, expected, found }]);

/**
 * Reads positions such as `0-99,205`.
 *
 * @param text of the form that `Positions` describes
 * @returns ranges in ascending order, without overlap
 * @throws InvalidInputError `request-invalid`
 */
export function parsePositions(text: string): readonly PositionRange[] {
  const ranges = text.split(',').map((part): PositionRange => {
    const [from = 0, to = from] = part.split('-').map(Number);
    if (from > to || to > MAX_POSITION)
      throw invalid(
        '/query/positions',
        `ranges of positions from 0 to ${String(MAX_POSITION)}, the lower one first`,
        part,
      );
    return [from, to];
  });
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/**
 * Reads names of columns or tables.
 *
 * @param parameter what they are
 * @param text names with commas between them
 * @param known the names that there are
 * @throws InvalidInputError `request-invalid` with every name that is unknown or repeated
 */
export function parseNames<Name extends string>(
  parameter: 'columns' | 'tables',
  text: string,
  known: readonly Name[],
): readonly Name[] {
  const names = text.split(',');
  const schema = Type.Array(Type.Enum([...known], { description: `one of ${known.join(', ')}` }));
  const faults = findFaults(schema, names, `/query/${parameter}`);
  if (faults.length > 0)
    throw new InvalidInputError('request-invalid', `the query names ${parameter} that do not exist`, faults);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw invalid(`/query/${parameter}`, `each of the ${parameter} once`, repeated);
  return names as readonly string[] as readonly Name[];
}
