/** Lengths in pixels of the drawing's own coordinates. */
export const WIDTH = 830;
export const PANEL_HEIGHT = 300;
/** Around the plot: room for the panel's title, the labels of curves, and both axes. */
export const MARGIN = { top: 34, right: 280, bottom: 48, left: 76 } as const;
/** Above all panels, for the title of the figure. */
export const HEAD_HEIGHT = 34;
export const LINE_HEIGHT = 14;
export const TEXT_SIZE = 12;

export const PLOT = {
  left: MARGIN.left,
  right: WIDTH - MARGIN.right,
  top: MARGIN.top,
  bottom: PANEL_HEIGHT - MARGIN.bottom,
} as const;

/** The height of a figure with this many panels. */
export const heightOf = (panels: number): number => HEAD_HEIGHT + panels * PANEL_HEIGHT;

/** Formats a coordinate, rounded to a hundredth of a pixel: no one sees more. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100);
