/** Measures in pixels of the drawing's own coordinates. */
export const WIDTH = 830;
export const PANEL_HEIGHT = 300;
/** Around the plot: room for the panel's title, for what a curve is at its end, and for both axes. */
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

/** The height of a figure with so many panels. */
export const heightOf = (panels: number): number => HEAD_HEIGHT + panels * PANEL_HEIGHT;

/** A coordinate as it is written: a hundredth of a pixel is as fine as anybody sees. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100);
