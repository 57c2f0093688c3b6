/**
 * Characters that control a terminal: C0 and C1 controls except tab and line feed, and marks that change the direction of
 * text, with which one name can pass for another.
 */
const STEERING =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

const hex = (character: string, digits: number): string =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');

/** Writes out everything in a text that would control a terminal, for example as `\x1b`. */
export const plainText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(STEERING, (character) =>
      character <= '\u00FF' ? String.raw`\x${hex(character, 2)}` : String.raw`\u${hex(character, 4)}`,
    );

/** Does the same to JSON with JSON's own escapes, which keeps its value. */
export const plainJson = (json: string): string =>
  json.replaceAll(STEERING, (character) => String.raw`\u${hex(character, 4)}`);
