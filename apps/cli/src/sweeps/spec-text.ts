import { isDeepStrictEqual } from 'node:util';
import type { SpecText } from '@rote/client';
import { parseYaml, setYamlField } from '@rote/contracts';
import type { SpecFile } from './read-spec.js';

/** A longer body is refused. */
const MAX_BYTES = 256 * 1024;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text still means this spec; a change of it may have broken an anchor, for example. */
function means(text: string, spec: unknown): boolean {
  try {
    return isDeepStrictEqual(parseYaml(text, 'it'), spec);
  } catch {
    return false;
  }
}

/**
 * Returns the text to send for a spec: that of its file with its comments, or the spec as JSON if the file cannot say the
 * same.
 *
 * @param spec what to submit: what the file says, perhaps with another priority
 */
export function specTextOf({ source, spec: written }: SpecFile, spec: unknown): SpecText {
  const asJson: SpecText = { mediaType: 'application/json', text: JSON.stringify(spec) };
  if (Buffer.byteLength(source) > MAX_BYTES) return asJson;
  const isSame = isDeepStrictEqual(written, spec);
  if (isJson(source)) return isSame ? { mediaType: 'application/json', text: source } : asJson;
  const { priority } = spec as { readonly priority: number };
  const text = isSame ? source : setYamlField(source, 'priority', priority);
  return text !== undefined && Buffer.byteLength(text) <= MAX_BYTES && means(text, spec)
    ? { mediaType: 'application/yaml', text }
    : asJson;
}
