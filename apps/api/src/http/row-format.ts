import type { RowFormat } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { negotiate } from './negotiate.js';

/** The media type of each form in which rows can be had. */
export const ROW_MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
} as const satisfies Record<RowFormat, string>;

const FORMATS = Object.keys(ROW_MEDIA_TYPES) as readonly RowFormat[];

/**
 * The form in which a request wants rows: what its parameter `format` says, else its Accept header, else JSON.
 *
 * @throws RoteError `request-invalid` where the header wants none of them
 */
export function rowFormatOf(format: RowFormat | undefined, accept: string | undefined): RowFormat {
  if (format !== undefined) return format;
  const type = negotiate(accept, Object.values(ROW_MEDIA_TYPES));
  const found = FORMATS.find((each) => ROW_MEDIA_TYPES[each] === type);
  if (found !== undefined) return found;
  throw new RoteError(
    'request-invalid',
    `Accept wants none of ${Object.values(ROW_MEDIA_TYPES).join(', ')}; leave it out, or take one of these.`,
  );
}
