import { displayWidth, truncate } from './display-width.js';

/** How a table is drawn: which columns, how wide, and to which side. */
export interface TableLayout {
  readonly columns: readonly { readonly index: number; readonly width: number; readonly isRight: boolean }[];
  /** Columns that are left out, for want of room. */
  readonly hidden: readonly string[];
}

export interface LayoutColumn {
  readonly name: string;
  /** Of its widest value or its name. */
  readonly width: number;
  readonly isRight: boolean;
  /** Columns with the least are left out first. */
  readonly weight: number;
}

const GAP = 2;
/** Numbers are shown whole; text is of use from here on. */
const LEAST_WIDTH = 8;

const leastWidth = ({ width, isRight }: LayoutColumn): number =>
  isRight ? width : Math.min(width, LEAST_WIDTH);
const sum = (widths: readonly number[]): number =>
  widths.reduce((total, width) => total + width, 0) + GAP * Math.max(0, widths.length - 1);

/** Columns as they are where there is room; else the widest are cut, and what still does not fit is left out. */
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

/** A row as a line without a break; only `isCut` cuts what is wider than its column. */
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
