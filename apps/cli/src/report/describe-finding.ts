import { DATASETS } from '@rote/domain';
import type { ResultRow } from './result-row.js';

function range(shares: readonly (number | null)[]): string {
  const values = shares.filter((share) => share !== null).map((share) => (100 * share).toFixed(1));
  const sorted = values.toSorted((a, b) => Number(a) - Number(b));
  const [least = '?', most = '?'] = [sorted.at(0), sorted.at(-1)];
  return least === most ? `${least} %` : `${least} to ${most} %`;
}

/** Describes chance, if it is the same for all rows and their data sets are known before they are loaded. */
function chanceOf(rows: readonly ResultRow[]): string {
  const known = new Map<string, { readonly classes: number }>(Object.entries(DATASETS));
  const counts = [...new Set(rows.map(({ dataset }) => known.get(dataset)?.classes))];
  const [classes] = counts;
  return classes === undefined || counts.length > 1 ? '' : ` (chance is ${String(100 / classes)} %)`;
}

/**
 * States what the paper's first table is about for these rows: how well true and random labels are fitted without a
 * regularizer, and what that means on test images. Undefined if the rows lack one of the two.
 */
export function describeFinding(rows: readonly ResultRow[]): string | undefined {
  const bare = rows.filter(
    ({ regularizer, train_accuracy }) => regularizer === 'none' && train_accuracy !== null,
  );
  const onTrue = bare.filter(({ corruption }) => corruption === 'none');
  const onRandom = bare.filter(({ corruption }) => corruption === 'random-labels');
  if (onTrue.length === 0 || onRandom.length === 0) return undefined;
  const line = (labels: string, group: readonly ResultRow[]): string =>
    `  ${labels} train ${range(group.map((row) => row.train_accuracy))}, test ${range(group.map((row) => row.test_accuracy))}`;
  return [
    'Without a regularizer:',
    line('true labels:  ', onTrue),
    line('random labels:', onRandom) + chanceOf(onRandom),
  ].join('\n');
}
