import type { KernelSectionRow } from '@rote/domain';
import { logAxis, shareAxis } from '../chart/axes.js';
import type { Chart, Point } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { curveText, noiseText, settingsTextOf } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { barePoint, pointOf } from './points.js';
import { seriesOf } from './series-of.js';

/** The paper's number is for the whole train set: a level to come down to. */
function levelOf(rows: readonly KernelSectionRow[]): readonly Point[] {
  const level = rows.find(({ paperTestError }) => paperTestError !== null)?.paperTestError;
  return level === undefined || level === null
    ? []
    : rows.map(({ trainImages }) => barePoint(trainImages, level));
}

/** Test error of linear models and kernels against the number of train images (paper, section 5). */
export function kernelError(rows: readonly KernelSectionRow[]): Chart {
  const panels = groupRows(rows, (row) => `${row.dataset}, ${noiseText(row.corruption, row.labelNoise)}`);
  return {
    title: 'Linear models and kernels: test error against the number of train images',
    reference: 'the paper’s, on the whole train set',
    panels: [...panels].map(([title, ofPanel]) => {
      const regularizers = new Set(ofPanel.map(({ regularizer }) => regularizer)).size;
      const nameOf = (row: KernelSectionRow): string =>
        curveText(row.architecture, row.regularizer, regularizers);
      const settingsText = settingsTextOf(ofPanel, nameOf);
      const curves = groupRows(ofPanel, (row) => `${nameOf(row)}${settingsText(row)}`);
      const colorOf = colorsOf([...curves.keys()]);
      return {
        title,
        x: logAxis('train images n'),
        y: shareAxis('test error (%)', [0]),
        series: [...curves].flatMap(([label, ofCurve]) =>
          seriesOf(label, colorOf(label), {
            ours: ofCurve.map((row) => pointOf(row.trainImages, row.testError, row)),
            paper: levelOf(ofCurve),
          }),
        ),
      };
    }),
  };
}
