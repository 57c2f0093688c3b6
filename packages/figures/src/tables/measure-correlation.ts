import type { CorrelationRow } from '@rote/domain';
import { corruptionCaption } from '@rote/domain';
import type { Markup } from '../markup.js';
import { groupRows } from '../wording/group-rows.js';
import { countText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';

const tauText = (row: CorrelationRow | undefined): string =>
  row === undefined || row.tau === null ? '–' : `${row.tau.toFixed(2).replace('-', '−')} (${String(row.n)})`;

const imagesText = ({ dataset, trainImages }: CorrelationRow): string =>
  `${dataset}, ${countText(trainImages)}`;

/** Rank correlation of each measure with test error: over all cells, and within each corruption. */
export function measureCorrelation(rows: readonly CorrelationRow[]): Markup {
  const corruptions = [...new Set(rows.map(({ corruption }) => corruption))].sort((a, b) =>
    a === null ? -1 : b === null ? 1 : a < b ? -1 : 1,
  );
  const hasSeveralImages = new Set(rows.map(imagesText)).size > 1;
  return drawTable({
    caption:
      'Kendall’s rank correlation of measures with test error (cells): 1 means that a larger measure always goes with a larger error',
    columns: [
      { title: 'measure' },
      ...(hasSeveralImages ? [{ title: 'train images' }] : []),
      ...corruptions.map((corruption) => ({
        title: corruption === null ? 'all cells' : corruptionCaption(corruption),
        isNumeric: true,
      })),
    ],
    rows: [...groupRows(rows, (row) => `${row.measure}, ${imagesText(row)}`).values()].map((group) => [
      group[0].measure,
      ...(hasSeveralImages ? [imagesText(group[0])] : []),
      ...corruptions.map((corruption) => tauText(group.find((row) => row.corruption === corruption))),
    ]),
  });
}
