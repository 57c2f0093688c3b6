import type { FitWidthRow } from '@rote/domain';
import { logAxis } from '../chart/axes.js';
import type { Chart } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { regularizerText, settingsTextOf } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { barePoint, pointsOf } from './points.js';
import { seriesOf } from './series-of.js';

/** Weights of the smallest one-layer MLP that fitted n random labels, beside what theorem 1 needs. */
export function fitWidth(rows: readonly FitWidthRow[]): Chart {
  const settingsText = settingsTextOf(rows, ({ regularizer }) => regularizer);
  const curves = groupRows(rows, (row) => `${regularizerText(row.regularizer)}${settingsText(row)}`);
  const colorOf = colorsOf([...curves.keys()]);
  return {
    title: 'Weights that fit n random labels',
    reference: '2n + d of theorem 1',
    panels: [
      {
        title: 'The smallest MLP with one hidden layer that fitted all of them by gradient descent',
        x: logAxis('train images n'),
        y: logAxis('weights'),
        series: [...curves].flatMap(([label, ofCurve]) =>
          seriesOf(label, colorOf(label), {
            ours: pointsOf(
              ofCurve,
              (row) => row.parameterCount,
              (row, weights) => barePoint(row.trainImages, weights),
            ),
            paper: pointsOf(
              ofCurve,
              (row) => row.theorem1Weights,
              (row, weights) => barePoint(row.trainImages, weights),
            ),
          }),
        ),
      },
    ],
  };
}
