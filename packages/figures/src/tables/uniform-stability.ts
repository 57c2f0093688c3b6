import type { StabilityRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { countText, significantText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/** How much the losses of test images change when one train image is left out (paper, section 1.3). */
export function uniformStability(rows: readonly StabilityRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.dataset,
    row.architecture,
    row.corruption,
    row.labelNoise,
    row.regularizer,
    row.trainImages,
  ]);
  return drawTable({
    caption:
      'Uniform stability: how much the loss of a test image changes when one train image is left out. The largest change is a lower bound.',
    columns: [
      { title: 'images' },
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'pairs of cells', isNumeric: true },
      { title: 'largest change', isNumeric: true },
      { title: 'mean change', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.dataset,
      row.architecture,
      noiseText(row.corruption, row.labelNoise),
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      row.n,
      significantText(row.maxDifference),
      significantText(row.meanDifference),
    ]),
  });
}
