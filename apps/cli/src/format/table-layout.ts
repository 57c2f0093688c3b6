import { displayWidth, truncate } from './display-width.js';

/** How a table is drawn: which columns, how wide, and how aligned. */
export interface TableLayout {
  readonly columns: readonly { readonly index: number; readonly width: number; readonly isRight: boolean }[];
  /** Columns that are dropped because there is no room. */
  readonly hidden: readonly string[];
}

export interface LayoutColumn {
  readonly name: string;
  /** Width of its widest value or its name. */
  readonly width: number;
  readonly isRight: boolean;
  /** Columns with the lowest weight are dropped first. */
  readonly weight: number;
}

const GAP = 2;
/** Numbers are shown in full; text is useful from this width on. */
const LEAST_WIDTH = 8;

const leastWidth = ({ width, isRight }: LayoutColumn): number =>
  isRight ? width : Math.min(width, LEAST_WIDTH);
const sum = (widths: readonly number[]): number =>
  widths.reduce((total, width) => total + width, 0) + GAP * Math.max(0, widths.length - 1);

/** Keeps columns as they are if there is room; otherwise cuts the widest, and drops what still does not fit. */
export function layOut(columns: readonly LayoutColumn[], room = Number.POSITIVE_INFINITY): TableLayout {
  const shown = columns.map((column, index) => ({ ...column, index }));
  const leaveOut = shown.toSorted((a, b) => a.weight - b.weight || b.index - a.index);
  while (shown.length > 1 && sum(shown.map(leastWidth)) > room) {
    const least = leaveOut.shift();
    if (least !== undefined) shown.splice(shown.indexOf(least), 1);
  }
  const least = shown.map(leastWidth);
  const widths = shown.map(({ width }) => Math.min(width, Math.max(room, 1)));
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const cuttable = widths.map((width, at) => (width > (least[at] ?? 0) ? width : 0));
    const widest = cuttable.indexOf(Math.max(...cuttable));
    if ((cuttable[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const names = new Set(shown.map(({ index }) => index));
  return {
    columns: shown.map(({ index, isRight }, at) => ({ index, isRight, width: widths[at] ?? 0 })),
    hidden: columns.filter((_, index) => !names.has(index)).map(({ name }) => name),
  };
}

/** Draws a row as one line; only `isCut` cuts values that are wider than their column. */
export function drawLine(
  cells: readonly string[],
  { columns }: TableLayout,
  { isCut }: { readonly isCut: boolean },
): string {
  const parts = columns.map(({ index, width, isRight }) => {
    const cell = isCut ? truncate(cells[index] ?? '', width) : (cells[index] ?? '');
    const padding = ' '.repeat(Math.max(0, width - displayWidth(cell)));
    return isRight ? padding + cell : cell + padding;
  });
  return parts.join(' '.repeat(GAP)).trimEnd();
}
