import type { KernelSectionRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { countText, meanShareText, shareText, significantText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/** Test error and norms of linear models and kernels by the number of train images (paper, section 5). */
export function kernelSection(rows: readonly KernelSectionRow[]): Markup {
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
      'Linear models and kernels; mean ± standard deviation (cells). The paper’s numbers are for whole train sets. The distance is from a model trained by gradient descent to the solution of least norm.',
    columns: [
      { title: 'images' },
      { title: 'model' },
      { title: 'data' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'test error', isNumeric: true },
      { title: 'paper', isNumeric: true },
      { title: 'norm', isNumeric: true },
      { title: 'paper', isNumeric: true },
      { title: 'distance', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.dataset,
      row.architecture,
      noiseText(row.corruption, row.labelNoise),
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      meanShareText(row.testError, row.sd, row.n),
      shareText(row.paperTestError),
      significantText(row.solutionNorm),
      significantText(row.paperSolutionNorm),
      significantText(row.distanceToMinNorm),
    ]),
  });
}
