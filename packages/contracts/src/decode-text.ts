import { InvalidInputError } from '@rote/domain';
import { positionsIn } from './text-position.js';

/** The text of the longest prefix that is valid UTF-8. */
function validStart(bytes: Uint8Array): string {
  let valid = 0;
  let invalid = bytes.length + 1;
  let text = '';
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    try {
      // A character that is cut off at the end may still be valid.
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return text;
}

/**
 * Decodes UTF-8 bytes to text, without a byte order mark.
 *
 * @param what names the bytes in the error: `the body`
 * @throws InvalidInputError `request-invalid` with line and column of the first invalid byte
 */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const start = validStart(bytes);
    throw new InvalidInputError('request-invalid', `${what} is not UTF-8`, [
      {
        pointer: '',
        expected: 'text in UTF-8: save the file in that encoding',
        found: 'bytes of another encoding',
        ...positionsIn(start)(start.length),
      },
    ]);
  }
}
