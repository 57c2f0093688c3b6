import type { FitTimeRow } from '@rote/domain';
import type { Chart } from '../chart/chart.js';
import { coloursOf } from '../chart/palette.js';
import { curveText, sizeTextOf } from './captions.js';
import { barePoint, groupRows, pointOf, pointsOf } from './group-rows.js';
import { seriesOf } from './series-of.js';

/** The interval of the epochs, relative to the mean without noise as the mean is. */
function relativePoint(row: FitTimeRow, relativeTime: number): ReturnType<typeof pointOf> {
  const factor = row.epochsToFit === null ? 1 : relativeTime / row.epochsToFit;
  return pointOf(row.labelNoise, relativeTime, row, factor);
}

/** Time to overfit against label noise, relative to that on true labels (paper, figure 1b). */
export function figure1b(rows: readonly FitTimeRow[]): Chart {
  const regularizers = new Set(rows.map(({ regularizer }) => regularizer)).size;
  const curveOf = (row: FitTimeRow): string => curveText(row.architecture, row.regularizer, regularizers);
  const colourOf = coloursOf(rows.map(curveOf));
  return {
    title: 'Figure 1b: time to overfit',
    reference: 'the paper’s',
    panels: [...groupRows(rows, sizeTextOf(rows))].map(([size, ofPanel]) => ({
      title: `Epochs until the train loss is at most 0.05, over those on true labels${size}`,
      x: {
        title: 'random labels (% of the train set)',
        kind: 'linear',
        format: 'percent',
        includes: [0, 1],
      },
      y: { title: 'relative time to overfit (×)', kind: 'linear', format: 'number', includes: [1] },
      series: [...groupRows(ofPanel, curveOf)].flatMap(([label, ofCurve]) =>
        seriesOf(label, colourOf(label), {
          ours: pointsOf(ofCurve, (row) => row.relativeTime, relativePoint),
          paper: pointsOf(
            ofCurve,
            (row) => row.paperRelativeTime,
            (row, time) => barePoint(row.labelNoise, time),
          ),
        }),
      ),
    })),
  };
}
