/** A view that can be queried. */
export interface SqlView {
  readonly name: string;
  readonly columns: readonly string[];
}

const KEYWORDS = (
  'all and any array as asc avg between by case cast coalesce count cross cube current_date desc distinct else end except exists ' +
  'explain extract false filter first following from full group grouping having ilike in inner intersect interval is join last ' +
  'lateral left like limit materialized max min natural not null nulls numeric offset on or order outer over partition ' +
  'percentile_cont preceding recursive right rollup round row rows select sets show stddev sum table then true unbounded union ' +
  'using values when where window with within'
).split(' ');

/**
 * Returns the words that could stand at the end of a line, and what they would replace, as readline's `completer` wants it: after
 * `view.`, its columns; else views, columns and keywords.
 */
export function completeSql(views: readonly SqlView[], line: string): [string[], string] {
  const [, owner, begun = ''] = /(?:([a-z_]\w*)\.)?([a-z_]\w*)?$/i.exec(line) ?? [];
  const view = views.find(({ name }) => name === owner?.toLowerCase());
  const words = view?.columns ?? [
    ...views.map(({ name }) => name),
    ...views.flatMap(({ columns }) => columns),
    ...KEYWORDS,
  ];
  const isUpper = /[A-Z]/.test(begun) && !/[a-z]/.test(begun);
  const fitting = [...new Set(words)]
    .filter((word) => word.startsWith(begun.toLowerCase()))
    .sort()
    .map((word) => (isUpper && KEYWORDS.includes(word) ? word.toUpperCase() : word));
  return [begun === '' && view === undefined ? [] : fitting, begun];
}
