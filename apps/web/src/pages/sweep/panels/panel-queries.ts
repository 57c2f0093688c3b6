import { MAX_POSITIONS_CHARACTERS } from '@rote/contracts/positions';
import { writePositions } from '../../../grid/model/position-ranges.js';
import type { Axis } from './cell-rows.js';
import { TEST_ERROR, RESULT_NUMBERS } from './numeric-columns.js';
import type { Quantity } from './quantities.js';

/** Which cells a query is of. */
interface QueriedCells {
  readonly sweepId: string;
  /** Their positions; undefined if it is of all. */
  readonly positions: readonly number[] | undefined;
  readonly axes: readonly Axis[];
}

/** Returns the conditions for some cells. A list of cells that no address has room for is left out, with a comment. */
function conditionsOf({ sweepId, positions }: QueriedCells, view: string): string {
  const ofSweep = `${view}sweep_id = '${sweepId}'`;
  if (positions === undefined) return ofSweep;
  const parts = positions.length === 0 ? [] : writePositions(positions).split(',');
  const ranges = parts
    .map((part) => part.split('-'))
    .map(([first = '', last = first]) => `[${first},${last}]`)
    .join(',');
  return ranges.length > MAX_POSITIONS_CHARACTERS
    ? `${ofSweep} -- and the chosen cells, which are too many for an address`
    : `${ofSweep} AND ${view}position <@ '{${ranges}}'::int4multirange`;
}

interface CurvesView {
  readonly quantity: Quantity;
  readonly isFolded: boolean;
  readonly isSmoothed: boolean;
}

/** Returns the query of learning curves; if seeds are folded, of their means with the bands that the chart shows. */
export function curvesQuery(cells: QueriedCells, { quantity, isFolded, isSmoothed }: CurvesView): string {
  const columns = quantity.columns.map(({ column }) => column);
  const head = isSmoothed ? '-- As measured: the chart shows them smoothed.\n' : '';
  const where = `WHERE ${conditionsOf(cells, '')}`;
  if (!isFolded)
    return `${head}SELECT ${['position', ...cells.axes.map(({ column }) => column), 'epoch', ...columns].join(', ')}
FROM learning_curves
${where}
ORDER BY position, epoch`;
  const shared = cells.axes.filter(({ isSeed }) => !isSeed).map(({ column }) => column);
  const places = [...shared, 'epoch'].map((_, index) => String(index + 1)).join(', ');
  const bands = columns.map((column, index) => {
    const s = `s${String(index + 1)}`;
    return `${s}.n AS ${column}_n, ${s}.mean AS ${column},
    CASE WHEN ${s}.n > 3 THEN ${s}.low ELSE g.least_${column} END AS ${column}_low,
    CASE WHEN ${s}.n > 3 THEN ${s}.high ELSE g.greatest_${column} END AS ${column}_high`;
  });
  const gathered = columns.map((column) => {
    const finite = `FILTER (WHERE abs(${column}) < 'Infinity')`;
    return `array_agg(${column}) ${finite} AS ${column},
        min(${column}) ${finite} AS least_${column}, max(${column}) ${finite} AS greatest_${column}`;
  });
  const folds = columns.map(
    (column, index) => `CROSS JOIN LATERAL over_seeds(g.${column}) s${String(index + 1)}`,
  );
  return `${head}SELECT ${[...shared.map((column) => `g.${column}`), 'g.epoch'].join(', ')}, ${bands.join(',\n    ')}
FROM (
    SELECT ${[...shared, 'epoch'].join(', ')}, ${gathered.join(',\n        ')}
    FROM learning_curves
    ${where}
    GROUP BY ${places}
) g
${folds.join('\n')}
ORDER BY ${places}`;
}

const RESULT_COLUMNS: readonly string[] = RESULT_NUMBERS;

/**
 * Returns the query of numbers of cells.
 *
 * @param names columns of the results, {@link TEST_ERROR} or measures
 */
export function numbersQuery(cells: QueriedCells, names: readonly string[]): string {
  const listed = new Set(['position', ...cells.axes.map(({ column }) => column)]);
  const columns = [...listed].map((column) => `r.${column}`);
  const joins: string[] = [];
  for (const name of names) {
    if (listed.has(name)) continue;
    listed.add(name);
    if (name === TEST_ERROR) columns.push(`1 - r.test_accuracy AS ${TEST_ERROR}`);
    else if (RESULT_COLUMNS.includes(name)) columns.push(`r.${name}`);
    else {
      const m = `m${String(joins.length + 1)}`;
      columns.push(`${m}.value AS "${name.replaceAll('"', '""')}"`);
      joins.push(
        `LEFT JOIN final_measures ${m} ON ${m}.sweep_id = r.sweep_id AND ${m}.position = r.position` +
          ` AND ${m}.measure = '${name.replaceAll("'", "''")}'\n`,
      );
    }
  }
  return `SELECT ${columns.join(', ')}
FROM results r
${joins.join('')}WHERE ${conditionsOf(cells, 'r.')}
ORDER BY r.position`;
}
