import { isAlias, isMap, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Node } from 'yaml';

export const MERGE_KEY = '<<';

/**
 * Nodes that all merge keys of a text together may bring in. Each merge copies what it merges, where an alias only points
 * to it, so that the limit on aliases alone would let a text grow a hundredfold.
 */
const MAX_MERGED = 100_000;

/** Whether a key is `<<`, not in quotes, as it is with and without the parser's option `merge`. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) &&
  (key.type === undefined || key.type === Scalar.PLAIN) &&
  (key.value === MERGE_KEY || (typeof key.value === 'symbol' && key.value.description === MERGE_KEY));

interface Misplaced {
  readonly offset: number;
  readonly expected: string;
}

const offsetOf = (node: unknown): number =>
  (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0;

/**
 * Merge keys that merge something else than mappings, or that together bring in more than anybody writes: found before
 * anything is merged, in time in proportion to the text.
 *
 * @param contents of a document
 * @param follow gives what an alias stands for
 */
export function findBadMerges(contents: unknown, follow: (node: unknown) => unknown): readonly Misplaced[] {
  const faults: Misplaced[] = [];
  /** Nodes below each node that has an anchor, what it merges included. One that is not there yet contains itself. */
  const sizes = new Map<Node, number>();
  let merged = 0;
  let isLarge = false;

  const merge = (value: unknown): number => {
    const size = measure(value);
    if (isLarge) return size;
    const source = follow(value);
    const parts = isSeq(source) ? source.items : [value];
    if (!parts.every((part) => isMap(follow(part))))
      faults.push({ offset: offsetOf(value), expected: 'a mapping to merge, or a list of mappings' });
    merged += size;
    if (merged > MAX_MERGED) {
      isLarge = true;
      faults.push({
        offset: offsetOf(value),
        expected: `merge keys that bring in at most ${String(MAX_MERGED)} values in all`,
      });
    }
    return size;
  };

  const measure = (node: unknown): number => {
    if (isAlias(node)) return sizes.get(follow(node) as Node) ?? Number.POSITIVE_INFINITY;
    if (isPair(node))
      return measure(node.key) + (isMergeKey(node.key) ? merge(node.value) : measure(node.value));
    const isCollection = isMap(node) || isSeq(node);
    if (!isCollection && !isScalar(node)) return 1;
    let size = 1;
    if (isCollection) for (const item of node.items) size += measure(item);
    if (node.anchor !== undefined) sizes.set(node, size);
    return size;
  };
  measure(contents);
  return faults;
}
