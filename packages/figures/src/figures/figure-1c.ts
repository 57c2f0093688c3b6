import type { TestErrorRow } from '@rote/domain';
import type { Chart } from '../chart/chart.js';
import { coloursOf } from '../chart/palette.js';
import { curveText, sizeTextOf } from './captions.js';
import { barePoint, groupRows, pointOf, pointsOf } from './group-rows.js';
import { seriesOf } from './series-of.js';

/** Test error at the end of training against label noise (paper, figure 1c). */
export function figure1c(rows: readonly TestErrorRow[]): Chart {
  const regularizers = new Set(rows.map(({ regularizer }) => regularizer)).size;
  const curveOf = (row: TestErrorRow): string => curveText(row.architecture, row.regularizer, regularizers);
  const colourOf = coloursOf(rows.map(curveOf));
  return {
    title: 'Figure 1c: test error against label noise',
    reference: 'the paper’s',
    panels: [...groupRows(rows, sizeTextOf(rows))].map(([size, ofPanel]) => ({
      title: `Test error after the last epoch, on true labels${size}`,
      x: {
        title: 'random labels (% of the train set)',
        kind: 'linear',
        format: 'percent',
        includes: [0, 1],
      },
      y: { title: 'test error (%)', kind: 'linear', format: 'percent', includes: [0, 1] },
      series: [...groupRows(ofPanel, curveOf)].flatMap(([label, ofCurve]) =>
        seriesOf(label, colourOf(label), {
          ours: ofCurve.map((row) => pointOf(row.labelNoise, row.testError, row)),
          paper: pointsOf(
            ofCurve,
            (row) => row.paperTestError,
            (row, error) => barePoint(row.labelNoise, error),
          ),
        }),
      ),
    })),
  };
}
