import type { FigureName, ReportRows } from '@rote/domain';
import type { Chart, Panel } from '../chart/chart.js';
import { nameSettings } from '../wording/name-settings.js';
import { figure1a } from './figure-1a.js';
import { figure1b } from './figure-1b.js';
import { figure1c } from './figure-1c.js';
import { figure2b } from './figure-2b.js';
import { fitWidth } from './fit-width.js';
import { kernelError } from './kernel-error.js';
import { labelFit } from './label-fit.js';
import { learningCurves } from './learning-curves.js';

interface FigureEntry {
  /** All tables whose rows the figure needs. */
  readonly tables: readonly (keyof ReportRows)[];
  readonly toChart: (rows: Partial<ReportRows>) => Chart;
}

const FIGURES: Readonly<Record<FigureName, FigureEntry>> = {
  'learning-curves': {
    tables: ['combinationCurves', 'combinations'],
    toChart: ({ combinationCurves = [], combinations = [] }) =>
      learningCurves(combinationCurves, combinations),
  },
  'figure-1a': {
    tables: ['figure1a', 'paperCurves', 'settings'],
    toChart: ({ figure1a: rows = [], paperCurves = [] }) => figure1a(rows, paperCurves),
  },
  'figure-1b': {
    tables: ['figure1b', 'paperCurves', 'settings'],
    toChart: ({ figure1b: rows = [], paperCurves = [] }) => figure1b(rows, paperCurves),
  },
  'figure-1c': {
    tables: ['figure1c', 'paperCurves', 'settings'],
    toChart: ({ figure1c: rows = [], paperCurves = [] }) => figure1c(rows, paperCurves),
  },
  'label-fit': {
    tables: ['labelFitOverTime', 'settings'],
    toChart: ({ labelFitOverTime = [] }) => labelFit(labelFitOverTime),
  },
  'figure-2b': {
    tables: ['figure2b', 'paperCurves', 'settings'],
    toChart: ({ figure2b: rows = [], paperCurves = [] }) => figure2b(rows, paperCurves),
  },
  'fit-width': { tables: ['fitWidth', 'settings'], toChart: ({ fitWidth: rows = [] }) => fitWidth(rows) },
  'kernel-error': {
    tables: ['kernelSection', 'settings'],
    toChart: ({ kernelSection = [] }) => kernelError(kernelSection),
  },
};

/** The tables whose rows some figures need, each once. */
export const tablesOf = (names: readonly FigureName[]): readonly (keyof ReportRows)[] => [
  ...new Set(names.flatMap((name) => FIGURES[name].tables)),
];

/** Whether a curve has more than one point: networks that are solved have one epoch, for example. */
const hasCurve = ({ series }: Panel): boolean =>
  series.some(({ points, isReference = false }) => !isReference && points.length > 1);

/** Returns the chart of a figure, or undefined if the rows have no curve for it. Omits panels without a curve. */
export function findChart(name: FigureName, rows: Partial<ReportRows>): Chart | undefined {
  const chart = FIGURES[name].toChart(nameSettings(rows));
  const panels = chart.panels.filter(hasCurve);
  return panels.length === 0 ? undefined : { ...chart, panels };
}
