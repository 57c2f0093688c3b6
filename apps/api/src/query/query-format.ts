import type { QueryFormat } from '@rote/contracts';
import { MEDIA_TYPES } from '../http/row-format.js';
import { negotiate } from '../http/negotiate.js';

/** The media types of each format, best first. */
const FORMAT_OF_MEDIA_TYPE = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/vnd.apache.arrow.stream': 'arrow',
  'application/vnd.apache.parquet': 'parquet',
} as const satisfies Record<string, QueryFormat>;

const OFFERED = Object.keys(FORMAT_OF_MEDIA_TYPE) as (keyof typeof FORMAT_OF_MEDIA_TYPE)[];

/** The content type of an answer in each format. */
export const QUERY_MEDIA_TYPES = {
  ...MEDIA_TYPES,
  json: 'application/json; charset=utf-8',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<QueryFormat, string>;

/** Returns the format that an Accept header wants most, or JSON if it wants none of them. */
export const queryFormatOf = (accept: string | undefined): QueryFormat =>
  FORMAT_OF_MEDIA_TYPE[negotiate(accept, OFFERED) ?? 'application/json'];
