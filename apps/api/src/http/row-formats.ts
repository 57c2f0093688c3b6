import type { QueryFormat } from '@rote/contracts';
import { negotiate } from './negotiate.js';

/** The media types by which clients ask for each format of rows, the registered or usual one first. */
const ASKED_BY = {
  json: ['application/json'],
  csv: ['text/csv'],
  ndjson: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
  arrow: ['application/vnd.apache.arrow.stream'],
  parquet: ['application/vnd.apache.parquet'],
} as const satisfies Record<QueryFormat, readonly [string, ...string[]]>;

/** The content type of an answer in each format. */
export const MEDIA_TYPES = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<QueryFormat, string>;

/**
 * Returns the format that an Accept header wants most, or the first if it wants none of them.
 *
 * @param formats what the answer may have, the best first
 */
export function formatOf<Format extends QueryFormat>(
  accept: string | undefined,
  formats: readonly [Format, ...Format[]],
): Format {
  const offered = formats.flatMap((format) => ASKED_BY[format].map((type) => ({ type, format })));
  const wanted = negotiate(
    accept,
    offered.map(({ type }) => type),
  );
  return offered.find(({ type }) => type === wanted)?.format ?? formats[0];
}
