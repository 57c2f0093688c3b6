/** The figures of a report: first the one for any sweep, then the others in the order of the paper's sections. */
export const FIGURE_NAMES = [
  'learning-curves',
  'figure-1a',
  'figure-1b',
  'figure-1c',
  'label-fit',
  'figure-2b',
  'fit-width',
  'kernel-error',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];
