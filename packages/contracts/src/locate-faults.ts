import type { Fault } from '@rote/domain';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { positionsIn } from './text-position.js';

/** Longer texts come from programs, and take longer to be read again than lines are worth. */
const LONGEST = 16_384;

const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

type Ranged = { readonly range?: readonly [number, number, number] | null } | null | undefined;

/** Where a pointer's key or item begins, or the last thing on the way to it that there is. */
function offsetOf(document: Document.Parsed, pointer: string): number {
  let node: unknown = document.contents;
  let offset = (node as Ranged)?.range?.[0] ?? 0;
  for (const key of keysOf(pointer)) {
    if (isAlias(node)) node = node.resolve(document);
    let place: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      place = pair?.key;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      place = node;
    } else return offset;
    offset = (place as Ranged)?.range?.[0] ?? offset;
  }
  return offset;
}

/** Faults with their lines and columns in the text, YAML or JSON, that the value was read from; of a long text without. */
export function locateFaults(text: string, faults: readonly Fault[]): readonly Fault[] {
  if (text.length > LONGEST) return faults;
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const positionOf = positionsIn(text);
  return faults.map((fault) => ({ ...fault, ...positionOf(offsetOf(document, fault.pointer)) }));
}
