import { isMap, isNode, isScalar, parseDocument } from 'yaml';

/**
 * Returns a YAML text with another number as a field at its top, and every other letter as it was; `undefined` if that
 * cannot be done. The caller checks that the text means what it should.
 */
export function setYamlField(text: string, field: string, value: number): string | undefined {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === field);
  if (pair === undefined)
    return contents.flow === true ? undefined : `${text.replace(/\n$/, '')}\n${field}: ${String(value)}\n`;
  const range = isNode(pair.value) ? pair.value.range : undefined;
  if (range === undefined) return undefined;
  return `${text.slice(0, range[0])}${String(value)}${text.slice(range[1])}`;
}
