import type { FigureName } from '@rote/domain';
import type { Chart, Panel } from '../chart/chart.js';
import type { FigureRows } from '../figure-rows.js';
import { figure1a } from './figure-1a.js';
import { figure1b } from './figure-1b.js';
import { figure1c } from './figure-1c.js';
import { figure2b } from './figure-2b.js';
import { fitWidth } from './fit-width.js';
import { kernelError } from './kernel-error.js';
import { labelFit } from './label-fit.js';

const CHARTS = {
  'figure-1a': ({ figure1a: rows, paperCurves = [] }) => figure1a(rows, paperCurves),
  'figure-1b': ({ figure1b: rows, paperCurves = [] }) => figure1b(rows, paperCurves),
  'figure-1c': ({ figure1c: rows, paperCurves = [] }) => figure1c(rows, paperCurves),
  'label-fit': ({ labelFitOverTime }) => labelFit(labelFitOverTime),
  'figure-2b': ({ figure2b: rows, paperCurves = [] }) => figure2b(rows, paperCurves),
  'fit-width': ({ fitWidth: rows }) => fitWidth(rows),
  'kernel-error': ({ kernelSection }) => kernelError(kernelSection),
} as const satisfies Record<FigureName, (rows: FigureRows) => Chart>;

/** Whether there is anything to see against the axis: networks that are solved have one epoch, for example. */
const hasCurve = ({ series }: Panel): boolean =>
  series.some(({ points, isReference = false }) => !isReference && points.length > 1);

/** The chart of a figure, or undefined where the rows have no curve for it. Panels without one are left out. */
export function findChart(name: FigureName, rows: FigureRows): Chart | undefined {
  const chart = CHARTS[name](rows);
  const panels = chart.panels.filter(hasCurve);
  return panels.length === 0 ? undefined : { ...chart, panels };
}
