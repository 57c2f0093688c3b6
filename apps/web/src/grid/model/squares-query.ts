import { CELL_STATES } from '@rote/domain/cell-state';
import type { Fold } from './fold.js';
import type { GridMetric } from './grid-metric.js';
import { GRID_SIDES } from './grid-view.js';

/** Writes the query that gives the squares of a grid from the view "results". */
export function writeSquaresQuery(
  sweepId: string,
  { sides, foldedOthers }: Pick<Fold, 'sides' | 'foldedOthers'>,
  metric: GridMetric,
): string {
  const columns = [...new Set(GRID_SIDES.flatMap((side) => sides[side]?.columns ?? []))];
  const numbers = columns.map((_, index) => String(index + 1)).join(', ');
  const grouped = columns.length === 0 ? '' : `\nGROUP BY ${numbers}\nORDER BY ${numbers}`;
  const list = (parts: readonly string[]): string => [...columns, ...parts].join(',\n    ');
  const from = `FROM results\nWHERE sweep_id = '${sweepId}'`;
  if (metric.unit === 'state')
    return `SELECT ${list([
      'count(*) AS cells',
      ...CELL_STATES.map((state) => `count(*) FILTER (WHERE state = '${state}') AS ${state}`),
      'count(*) FILTER (WHERE cached) AS cached',
    ])}\n${from}${grouped}`;
  if (foldedOthers.length > 0)
    return `-- Each mean is over different settings, so there is no interval.\nSELECT ${list([
      'count(*) AS cells',
      `count(${metric.sql}) AS n`,
      `avg(${metric.sql}) AS mean`,
      `min(${metric.sql}) AS least`,
      `max(${metric.sql}) AS greatest`,
    ])}\n${from}${grouped}`;
  const limits = metric.unit === 'share' ? ', 0, 1' : '';
  return `SELECT ${[...columns.map((column) => `g.${column}`), 'g.cells', 's.n', 's.mean', 's.low', 's.high'].join(', ')}
FROM (
    SELECT ${[...columns, 'count(*) AS cells', `array_agg((${metric.sql})::double precision) AS sample`].join(', ')}
    FROM results
    WHERE sweep_id = '${sweepId}'${columns.length === 0 ? '' : `\n    GROUP BY ${numbers}`}
) g
CROSS JOIN LATERAL over_seeds(g.sample${limits}) s${columns.length === 0 ? '' : `\nORDER BY ${numbers}`}`;
}
