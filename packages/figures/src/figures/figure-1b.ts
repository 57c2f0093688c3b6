import type { FitTimeRow, PaperPoint } from '@rote/domain';
import type { Chart } from '../chart/chart.js';
import { noiseCurves } from './noise-curves.js';
import { pointOf, pointsOf } from './points.js';

/** The interval of the epochs, or the epochs of each cell, relative to the mean without noise, like the mean itself. */
function relativePoint(row: FitTimeRow, relativeTime: number): ReturnType<typeof pointOf> {
  const factor = row.epochsToFit === null ? 1 : relativeTime / row.epochsToFit;
  return pointOf(row.labelNoise, relativeTime, row, factor);
}

/** Time to overfit against label noise, relative to that on true labels (paper, figure 1b). */
export function figure1b(rows: readonly FitTimeRow[], paper: readonly PaperPoint[]): Chart {
  const panels = noiseCurves(rows, {
    ours: (ofCurve) => pointsOf(ofCurve, (row) => row.relativeTime, relativePoint),
    paper,
    source: 'figure-1b',
    metric: 'relative_time',
  });
  return {
    title: 'Figure 1b: time to overfit',
    reference: 'the paper’s',
    panels: panels.map(({ images, x, series }) => ({
      title: `Epochs until the train loss is at most 0.05, relative to true labels${images}`,
      x,
      y: {
        title: 'relative time to overfit (×)',
        kind: 'linear',
        format: 'number',
        includes: [1],
        limits: [0, Infinity],
      },
      series,
    })),
  };
}
