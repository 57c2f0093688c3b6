import type { GridMetric } from '../../grid/model/grid-metric.js';

/**
 * Writes the query that gives the rows of a comparison from the view "results": of each combination and sweep, the mean over seeds
 * and its difference from that of the first sweep, with the intervals of Student and Welch.
 *
 * @param ids of sweeps; the others are compared with the first
 * @param axes the columns that make a combination
 */
export function writeCompareQuery(
  ids: readonly string[],
  axes: readonly string[],
  { sql, unit }: Pick<GridMetric, 'sql' | 'unit'>,
): string {
  const listed = (prefix: string): string => axes.map((axis) => `${prefix}${axis}, `).join('');
  const isSame = ['f.n > 0', ...axes.map((axis) => `f.${axis} IS NOT DISTINCT FROM s.${axis}`)];
  const limits = unit === 'share' ? ', 0, 1' : '';
  return `WITH samples AS (
    SELECT ${listed('')}sweep_id, sweep, array_agg(number) FILTER (WHERE abs(number) < 'Infinity') AS sample
    FROM (SELECT *, (${sql})::double precision AS number FROM results) r
    WHERE sweep_id IN (${ids.map((id) => `'${id}'`).join(', ')})
    GROUP BY ${listed('')}sweep_id, sweep
), means AS (
    SELECT ${listed('g.')}g.sweep_id, g.sweep, o.n, o.mean, o.low, o.high, o.sd * o.sd / o.n AS error
    FROM samples g CROSS JOIN LATERAL over_seeds(g.sample${limits}) o
)
SELECT ${listed('s.')}s.sweep, s.n, s.mean, s.low, s.high, d.difference,
    d.difference - w.half AS difference_low, d.difference + w.half AS difference_high
FROM means s
LEFT JOIN means f ON f.sweep_id = '${ids[0] ?? ''}' AND s.sweep_id <> f.sweep_id AND ${isSame.join(' AND ')}
CROSS JOIN LATERAL (SELECT s.mean - f.mean AS difference, s.error + f.error AS error) d
CROSS JOIN LATERAL (
    SELECT CASE WHEN d.error = 0 THEN 0 ELSE sqrt(d.error) * student_t_975(greatest(1,
        floor(d.error ^ 2 / (s.error ^ 2 / nullif(s.n - 1, 0) + f.error ^ 2 / nullif(f.n - 1, 0))))::bigint) END AS half
) w
WHERE s.n > 0
ORDER BY ${listed('s.')}array_position(ARRAY[${ids.map((id) => `'${id}'`).join(', ')}], s.sweep_id::text)`;
}
