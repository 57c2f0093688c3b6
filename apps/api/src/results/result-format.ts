import { RESULT_FORMATS, type ResultFormat } from '@rote/contracts';

const FORMAT_OF_MEDIA_TYPE: Readonly<Record<string, ResultFormat>> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'text/csv': 'csv',
  'text/*': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};

/** What an answer in each form but JSON is called. */
export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
} as const;

/** The form of results that an Accept header likes best (RFC 9110, section 12.5.1); json where it likes none of them. */
export function resultFormatOf(accept = '*/*'): ResultFormat {
  const liked = accept.split(',').flatMap((part) => {
    const [mediaType = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const format = FORMAT_OF_MEDIA_TYPE[mediaType];
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return format === undefined || !(Number(weight) > 0) ? [] : [{ format, weight: Number(weight) }];
  });
  const best = Math.max(...liked.map(({ weight }) => weight));
  const formats = new Set(liked.filter(({ weight }) => weight === best).map(({ format }) => format));
  return RESULT_FORMATS.find((format) => formats.has(format)) ?? 'json';
}
