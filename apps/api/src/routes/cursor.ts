import { InvalidInputError } from '@rote/domain';

/** Encodes a place in a list as an opaque cursor. */
export const encodeCursor = (place: string | number): string =>
  Buffer.from(String(place), 'utf8').toString('base64url');

/**
 * Decodes the place that a cursor stands for.
 *
 * @param isPlace whether a text is a place in this list: a cursor may be another list's, or made up
 * @throws InvalidInputError `request-invalid`
 */
export function decodeCursor(cursor: string, isPlace: (text: string) => boolean): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (encodeCursor(place) === cursor && isPlace(place)) return place;
  throw new InvalidInputError('request-invalid', 'the query is not valid', [
    {
      pointer: '/query/cursor',
      expected: 'the nextCursor of a page of this list',
      found: JSON.stringify(cursor),
    },
  ]);
}

const WHOLE_NUMBER = /^(0|[1-9]\d{0,9})$/;

/**
 * Decodes the number that a cursor stands for.
 *
 * @throws InvalidInputError `request-invalid`
 */
export const decodeNumberCursor = (cursor: string): number =>
  Number(decodeCursor(cursor, (text) => WHOLE_NUMBER.test(text) && Number(text) < 2 ** 31));
