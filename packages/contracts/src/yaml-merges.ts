import { isAlias, isMap, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Node } from 'yaml';

export const MERGE_KEY = '<<';

/**
 * How many nodes all merge keys of a text together may add. Each merge copies what it merges, whereas an alias only
 * points to it, so a limit on aliases by itself would let a text grow a hundredfold.
 */
const MAX_MERGED = 100_000;

/** Whether a key is an unquoted `<<`, with or without the parser's option `merge`. */
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
 * Finds merge keys that merge something other than mappings, or that together add more than anyone writes. It does so
 * before anything is merged, in time proportional to the text.
 *
 * @param contents of a document
 * @param follow returns what an alias stands for
 */
export function findBadMerges(contents: unknown, follow: (node: unknown) => unknown): readonly Misplaced[] {
  const faults: Misplaced[] = [];
  /**
   * Number of nodes below each anchored node, including what it merges. A node that is not finished yet contains
   * itself.
   */
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
