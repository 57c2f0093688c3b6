import { isMap, parseDocument } from 'yaml';

/**
 * Returns a YAML text with another value of a field at its top, and everything else, comments included, as it was;
 * `undefined` if the text is not a mapping.
 */
export function setYamlField(text: string, field: string, value: unknown): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  document.set(field, value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
