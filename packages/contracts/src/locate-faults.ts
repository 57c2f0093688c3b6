import type { Fault } from '@rote/domain';
import type { Pair, YAMLMap } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { positionsIn } from './text-position.js';
import { followAliases } from './yaml-aliases.js';
import { isMergeKey } from './yaml-merges.js';

/** Longer texts come from programs, and take too long to parse again just for line numbers. */
const LONGEST = 16_384;

const keysOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

type Ranged = { readonly range?: readonly [number, number, number] | null } | null | undefined;

/** A mapping's pair with a key: its own, or one that it merges. */
function pairOf(map: YAMLMap, key: string, follow: (node: unknown) => unknown): Pair | undefined {
  const own = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  if (own !== undefined) return own;
  const merge = map.items.find((item) => isMergeKey(item.key));
  if (merge === undefined) return undefined;
  const value = follow(merge.value);
  for (const each of isSeq(value) ? value.items : [value]) {
    const source = follow(each);
    const pair = isMap(source) ? pairOf(source, key, follow) : undefined;
    if (pair !== undefined) return pair;
  }
  return undefined;
}

/** Where a pointer's key or item begins, or the last existing node on the way to it. */
function offsetOf(contents: unknown, pointer: string, follow: (node: unknown) => unknown): number {
  let node = contents;
  let offset = (node as Ranged)?.range?.[0] ?? 0;
  for (const key of keysOf(pointer)) {
    node = follow(node);
    let place: unknown;
    if (isMap(node)) {
      const pair = pairOf(node, key, follow);
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

/** Adds lines and columns to faults in a value that was parsed from a YAML or JSON text; a very long text gets none. */
export function locateFaults(text: string, faults: readonly Fault[]): readonly Fault[] {
  if (text.length > LONGEST) return faults;
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const follow = followAliases(document);
  const positionOf = positionsIn(text);
  return faults.map((fault) => ({
    ...fault,
    ...positionOf(offsetOf(document.contents, fault.pointer, follow)),
  }));
}
