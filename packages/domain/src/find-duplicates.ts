import { canonicalJson } from './cell-id.js';
import type { SweepSpec } from './sweep-spec.js';

/** Values that a list of a sweep spec has more than once, in words: each counts once. */
export function* findDuplicates({ grid, include = [] }: SweepSpec): Generator<string> {
  const grids = [
    ['/grid', grid],
    ...include.map((each, index) => [`/include/${String(index)}`, each] as const),
  ] as const;
  for (const [pointer, axes] of grids)
    for (const [axis, values] of Object.entries(axes)) {
      const distinct = new Set(values.map((value) => canonicalJson(value)));
      const again = values.length - distinct.size;
      if (again > 0) yield `${pointer}/${axis}: repeats ${String(again)} of its values; each counts once`;
    }
}
