import type { CombinationRow } from '@rote/domain';
import { noiseText, regularizerText } from './captions.js';
import { groupRows } from './group-rows.js';
import { countText } from './number-text.js';
import { differencesOf } from './spec-differences.js';

const nameOf = (row: CombinationRow): string =>
  JSON.stringify([
    row.dataset,
    row.architecture,
    row.corruption,
    row.labelNoise,
    row.regularizer,
    row.trainImages,
  ]);

/** What distinguishes combinations with the same columns, by their digest; empty if there is nothing to distinguish. */
export const otherDifferences = (rows: readonly CombinationRow[]): ReadonlyMap<string, string> =>
  new Map(
    [...groupRows(rows, nameOf).values()].flatMap((group) => {
      const differences = group.length > 1 ? differencesOf(group.map(({ spec }) => spec)) : [''];
      return group.map(({ combination }, index) => [combination, differences[index]!] as const);
    }),
  );

/** Returns a name for each combination by its digest: whatever varies among all of them, and at least the network. */
export function combinationNames(rows: readonly CombinationRow[]): ReadonlyMap<string, string> {
  const varies = (textOf: (row: CombinationRow) => string): boolean => new Set(rows.map(textOf)).size > 1;
  const data = (row: CombinationRow): string => noiseText(row.corruption, row.labelNoise);
  const regularizer = (row: CombinationRow): string => regularizerText(row.regularizer);
  const images = (row: CombinationRow): string => `${countText(row.trainImages)} train images`;
  const shown = [
    (row: CombinationRow) => row.architecture,
    ...[data, regularizer, images, (row: CombinationRow) => row.dataset].filter(varies),
  ];
  const others = otherDifferences(rows);
  return new Map(
    rows.map((row) => [
      row.combination,
      [...shown.map((textOf) => textOf(row)), others.get(row.combination)].filter(Boolean).join(', '),
    ]),
  );
}
