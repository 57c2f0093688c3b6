import type { PaperPoint, TestErrorRow } from '@rote/domain';
import { shareAxis } from '../chart/axes.js';
import type { Chart } from '../chart/chart.js';
import { noiseCurves } from './noise-curves.js';
import { pointOf } from './points.js';

/** Test error at the end of training against label noise (paper, figure 1c). */
export function figure1c(rows: readonly TestErrorRow[], paper: readonly PaperPoint[]): Chart {
  const panels = noiseCurves(rows, {
    ours: (ofCurve) => ofCurve.map((row) => pointOf(row.labelNoise, row.testError, row)),
    paper,
    source: 'figure-1c',
    metric: 'test_error',
  });
  return {
    title: 'Figure 1c: test error against label noise',
    reference: 'the paper’s',
    panels: panels.map(({ images, x, series }) => ({
      title: `Test error after the last epoch, on true labels${images}`,
      x,
      y: shareAxis('test error (%)'),
      series,
    })),
  };
}
