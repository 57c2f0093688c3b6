import type { ChartChoice } from './chart-series.js';

/** The query on show; part of the address, so that a query is a link. */
export interface SqlSearch {
  readonly sql?: string;
  /** The values of its parameters. */
  readonly params?: Readonly<Record<string, string>>;
  /** The answer as a chart of these columns; `{}` is one that the page chooses. Default: a table. */
  readonly chart?: Partial<ChartChoice>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHOICES = ['x', 'y', 'series'] as const;

/** Reads the address, and ignores what it does not know. */
export function readSqlSearch({ sql, params, chart }: Readonly<Record<string, unknown>>): SqlSearch {
  const values = isObject(params)
    ? Object.entries(params).map(([name, value]) => [name, String(value)] as const)
    : [];
  return {
    ...(typeof sql === 'string' && { sql }),
    ...(values.length > 0 && { params: Object.fromEntries(values) }),
    ...(isObject(chart) && {
      chart: Object.fromEntries(
        CHOICES.flatMap((name) => (typeof chart[name] === 'string' ? [[name, chart[name]]] : [])),
      ),
    }),
  };
}
