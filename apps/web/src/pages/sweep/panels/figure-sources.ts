import type { FigureName, ReportRows } from '@rote/domain';

export interface FigureSource {
  /** The table whose rows are the figure’s curves. */
  readonly table: keyof ReportRows;
  /** What SQL reads them from. */
  readonly view: string;
  readonly order: string;
}

/** Where the curves of each figure come from. */
const FIGURE_SOURCES: Readonly<Record<FigureName, FigureSource>> = {
  'learning-curves': {
    table: 'combinationCurves',
    view: 'combination_curves',
    order: 'combination, epoch',
  },
  'figure-1a': { table: 'figure1a', view: 'figure_1a', order: 'architecture, corruption, epoch' },
  'figure-1b': { table: 'figure1b', view: 'figure_1b()', order: 'architecture, label_noise' },
  'figure-1c': { table: 'figure1c', view: 'figure_1c', order: 'architecture, label_noise' },
  'label-fit': {
    table: 'labelFitOverTime',
    view: 'label_fit_over_time',
    order: 'architecture, label_noise, epoch',
  },
  'figure-2b': { table: 'figure2b', view: 'figure_2b', order: 'batch_norm, epoch' },
  'fit-width': { table: 'fitWidth', view: 'fit_width', order: 'regularizer, train_images' },
  'kernel-error': {
    table: 'kernelSection',
    view: 'kernel_section',
    order: 'architecture, corruption, train_images',
  },
};

export const sourceOf = (figure: FigureName): FigureSource => FIGURE_SOURCES[figure];

/** Returns a query for the rows of a sweep in a view. */
export const queryOf = (sweepId: string, { view, order }: Pick<FigureSource, 'view' | 'order'>): string =>
  `SELECT *\nFROM ${view}\nWHERE sweep_id = '${sweepId}'\nORDER BY ${order}\nLIMIT 1000`;
