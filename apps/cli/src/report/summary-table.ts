import type { Rows } from '../format/rows.js';
import type { ResultRow } from './result-row.js';

const percent = (share: number | null): string => (share === null ? '' : `${(100 * share).toFixed(1)} %`);
const fixed = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/** `partial-labels` alone does not say how many labels are random. */
const corruptionOf = ({ corruption, labelNoise }: ResultRow): string =>
  corruption === 'partial-labels' ? `${corruption} ${String(labelNoise)}` : corruption;

/** The table of the paper's questions: does it fit, how soon, and does it generalize. */
export function summaryTable(rows: readonly ResultRow[]): Rows {
  // A column that says the same in every row is left out.
  const hasSizes = new Set(rows.map(({ trainImages }) => trainImages)).size > 1;
  const hasSeeds = new Set(rows.map(({ seed }) => seed)).size > 1;
  const hasStates = rows.some(({ state }) => state !== 'succeeded');
  const columns = [
    'architecture',
    'corruption',
    'regularizer',
    ...(hasSizes ? ['train images'] : []),
    ...(hasSeeds ? ['seed'] : []),
    ...(hasStates ? ['state'] : []),
    'train accuracy',
    'test accuracy',
    'epochs to fit',
    'epochs',
    'seconds',
  ];
  return {
    columns,
    rows: rows.map((row) => [
      row.architecture,
      corruptionOf(row),
      row.regularizer,
      ...(hasSizes ? [row.trainImages] : []),
      ...(hasSeeds ? [row.seed] : []),
      ...(hasStates ? [row.state] : []),
      percent(row.trainAccuracy),
      percent(row.testAccuracy),
      row.epochsToFit,
      row.epochs,
      fixed(row.seconds),
    ]),
  };
}
