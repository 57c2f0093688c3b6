import { csvLine } from '@rote/contracts/csv';
import type { ComparedRow } from './compare-results.js';

/** Not a number: there is none. */
const orNothing = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Writes a comparison as CSV, with the columns of its query: a row for each combination and each sweep that has cells of it. */
export function writeComparison(
  sweeps: readonly { readonly name: string }[],
  axes: readonly string[],
  rows: readonly ComparedRow[],
): string {
  const head = [
    ...axes,
    ...['sweep', 'n', 'mean', 'low', 'high', 'difference', 'difference_low', 'difference_high'],
  ];
  const lines = rows.flatMap(({ combination, samples, differences }) =>
    samples.flatMap((sample, index) => {
      if (sample === undefined) return [];
      const difference = index === 0 ? undefined : differences[index - 1];
      const { n, mean, low, high } = sample;
      return [
        [
          ...combination,
          sweeps[index]!.name,
          n,
          ...[mean, low, high, difference?.value, difference?.low, difference?.high].map(orNothing),
        ],
      ];
    }),
  );
  return [head, ...lines].map(csvLine).join('');
}
