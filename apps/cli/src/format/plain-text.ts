/**
 * What steers a terminal: C0 and C1 controls but tab and line feed, and the marks that turn the direction of text, with
 * which a name can pass for another one.
 */
const STEERING =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

const hex = (character: string, digits: number): string =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');

/** Text in which everything that would steer a terminal is written out, such as `\x1b`. */
export const plainText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(STEERING, (character) =>
      character <= '\u00FF' ? String.raw`\x${hex(character, 2)}` : String.raw`\u${hex(character, 4)}`,
    );

/** JSON of the same value, in which the same is escaped as JSON does it. */
export const plainJson = (json: string): string =>
  json.replaceAll(STEERING, (character) => String.raw`\u${hex(character, 4)}`);
