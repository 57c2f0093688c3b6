const ID = '[0-9a-f]{12}';

/** The public id of a key of the API, as a regular expression. */
export const API_KEY_ID_PATTERN = `^${ID}$`;

/** A whole key, as a regular expression: `rote_`, its id (the group), and 256 random bits. */
export const API_KEY_PATTERN = `^rote_(${ID})_[0-9a-f]{64}$`;

/** A text without the secrets of keys in it, whole or cut off, whatever comes before them; their ids stay. */
export const redactKeys = (text: string): string => text.replace(/(rote_[0-9a-f]{12})_[0-9a-f]+/gi, '$1_***');
