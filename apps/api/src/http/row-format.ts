import type { ResultFormat } from '@rote/contracts';
import { negotiate } from './negotiate.js';

/** The media types of each format of rows, best first; the first of a format is its registered or usual one. */
const FORMAT_OF_MEDIA_TYPE = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
} as const satisfies Record<string, ResultFormat>;

const OFFERED = Object.keys(FORMAT_OF_MEDIA_TYPE) as (keyof typeof FORMAT_OF_MEDIA_TYPE)[];

/** The content type of an answer in each format but JSON. */
export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
} as const;

/** Returns the format of rows that an Accept header wants most, or JSON if it wants none of them. */
export const rowFormatOf = (accept: string | undefined): ResultFormat =>
  FORMAT_OF_MEDIA_TYPE[negotiate(accept, OFFERED) ?? 'application/json'];
