import type { ResultFormat } from '@rote/contracts';
import { negotiate } from './negotiate.js';

/** What each form of rows is asked for by: the best first, and of one form its registered or usual name. */
const FORMAT_OF_MEDIA_TYPE = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
} as const satisfies Record<string, ResultFormat>;

const OFFERED = Object.keys(FORMAT_OF_MEDIA_TYPE) as (keyof typeof FORMAT_OF_MEDIA_TYPE)[];

/** What an answer in each form but JSON is called. */
export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
} as const;

/** The form of rows that an Accept header wants most; JSON if it wants none of them. */
export const rowFormatOf = (accept: string | undefined): ResultFormat =>
  FORMAT_OF_MEDIA_TYPE[negotiate(accept, OFFERED) ?? 'application/json'];
