import { readFile } from 'node:fs/promises';
import { API_KEY_PATTERN, describeError, RoteError } from '@rote/domain';

const WHOLE_KEY = new RegExp(API_KEY_PATTERN);

/**
 * Reads a key of the API from a file that has nothing else in it.
 *
 * @param setting what names the file, for errors
 * @throws RoteError `config-invalid` if the file cannot be read or has no key. It does not contain the content.
 */
export async function readKeyFile(file: string, setting: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new RoteError(
      'config-invalid',
      `${setting} names a file that cannot be read: ${describeError(error)}`,
    );
  });
  const key = text.trim();
  if (!WHOLE_KEY.test(key))
    throw new RoteError(
      'config-invalid',
      `${setting} names ${file}, which has no key: expected rote_, 12 hexadecimal digits, _ and 64 hexadecimal digits`,
    );
  return key;
}
