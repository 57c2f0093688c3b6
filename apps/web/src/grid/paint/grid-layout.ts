import { columnCaption } from '../model/axis-value.js';
import { placeOf, squareAt, type Fold } from '../model/fold.js';
import type { GridAxis } from '../model/grid-axis.js';
import { breakLabel, shorten } from './label-text.js';
import type { Pen } from '../../paint/pen.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a grid is, in CSS pixels from its upper left corner. */
export interface GridLayout {
  readonly width: number;
  readonly height: number;
  /** Squares with the gap after them. */
  readonly stepX: number;
  readonly stepY: number;
  readonly gap: number;
  /** The room of labels: at the left, and above. */
  readonly left: number;
  readonly top: number;
  readonly columnLabels: ColumnLabels;
  readonly rowLabels: readonly string[];
  /** Only every so many labels are written if not all of them fit. */
  readonly rowLabelEvery: number;
  /** The upper left corner of each panel's squares: `panels.x[beside]`, `panels.y[below]`. */
  readonly panels: { readonly x: readonly number[]; readonly y: readonly number[] };
}

/** Labels of columns are in lines where they fit above their column, and slanted otherwise. */
type ColumnLabels =
  | { readonly kind: 'lines'; readonly lines: readonly (readonly string[])[] }
  | { readonly kind: 'slanted'; readonly texts: readonly string[]; readonly every: number };

export const LABEL_SIZE = 12;
export const LINE_HEIGHT = 15;
export const TITLE_SIZE = 11;
/** The text of a row of labels that says what they are. */
export const TITLE_HEIGHT = 18;
export const SLANT_DEGREES = -45;
const PANEL_GAP = 20;
const EDGE = 4;
const MOST_LINES = 3;
const SLANTED_LENGTH = 130;
const SINE = Math.SQRT1_2;

interface LayoutRoom {
  readonly width: number;
  /** How high the squares should be together, if that leaves them readable. */
  readonly height: number;
  readonly widthOf: Pen['widthOf'];
}

/** Lays a grid out for a width: squares are large enough for a number if there are few, and never smaller than 4 pixels. */
export function layOutGrid(
  { sides, lengths }: Pick<Fold, 'sides' | 'lengths'>,
  room: LayoutRoom,
): GridLayout {
  const { widthOf } = room;
  const rowLength = Math.max(56, Math.min(200, room.width * 0.3));
  const rowLabels = (sides.y?.labels ?? []).map((text) => shorten(text, rowLength, widthOf, LABEL_SIZE));
  const left =
    sides.y === undefined
      ? EDGE
      : Math.ceil(Math.max(widthOf(rowTitle(sides.y), TITLE_SIZE), ...measureAll(rowLabels, widthOf)) + 12);

  const columns = lengths.x * lengths.beside;
  const gaps = (lengths.beside - 1) * PANEL_GAP;
  const stepX = clamp(Math.floor((room.width - left - gaps - EDGE) / columns), 4, 96);
  const rows = lengths.y * lengths.below;
  const fitting = Math.floor(room.height / rows);
  const stepY =
    stepX >= 44 ? clamp(fitting, 30, 46) : clamp(fitting, Math.min(stepX, 6), Math.min(44, stepX * 2.5));
  const gap = Math.min(stepX, stepY) >= 14 ? 2 : Math.min(stepX, stepY) >= 6 ? 1 : 0;

  const columnLabels = layOutColumnLabels(sides.x?.labels ?? [], stepX, widthOf);
  const labelHeight =
    columnLabels.kind === 'lines'
      ? Math.max(0, ...columnLabels.lines.map(({ length }) => length)) * LINE_HEIGHT
      : Math.max(0, ...measureAll(columnLabels.texts, widthOf)) * SINE + 12;
  const titleHeight = sides.x === undefined && sides.y === undefined ? 0 : TITLE_HEIGHT;
  const besideHeight = sides.beside === undefined ? 0 : TITLE_HEIGHT + 4;
  const belowHeight = sides.below === undefined ? 0 : TITLE_HEIGHT + 4;
  const top = Math.ceil(besideHeight + titleHeight + labelHeight + (labelHeight > 0 ? 6 : 0));

  const panelWidth = lengths.x * stepX;
  const panelHeight = lengths.y * stepY;
  const x = Array.from({ length: lengths.beside }, (_, index) => left + index * (panelWidth + PANEL_GAP));
  const y = Array.from(
    { length: lengths.below },
    (_, index) => top + belowHeight + index * (panelHeight + belowHeight + (belowHeight > 0 ? 10 : 0)),
  );
  const overhang = columnLabels.kind === 'slanted' ? Math.max(0, labelHeight - stepX / 2) : 0;
  return {
    width: Math.ceil(x.at(-1)! + panelWidth + EDGE + overhang),
    height: Math.ceil(y.at(-1)! + panelHeight + EDGE),
    stepX,
    stepY,
    gap,
    left,
    top,
    columnLabels,
    rowLabels,
    rowLabelEvery: Math.max(1, Math.ceil(LINE_HEIGHT / stepY)),
    panels: { x, y },
  };
}

/** What the rows are, in the corner: the column that tells them apart last. */
export const rowTitle = ({ columns }: GridAxis): string => `${columnCaption(columns.at(-1)!)} ↓`;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
const measureAll = (texts: readonly string[], widthOf: Pen['widthOf']): number[] =>
  texts.map((text) => widthOf(text, LABEL_SIZE));

function layOutColumnLabels(labels: readonly string[], stepX: number, widthOf: Pen['widthOf']): ColumnLabels {
  const lines = labels.map((label) => breakLabel(label, stepX - 4, widthOf, LABEL_SIZE));
  if (lines.every((each) => each !== undefined && each.length <= MOST_LINES))
    return { kind: 'lines', lines: lines as string[][] };
  return {
    kind: 'slanted',
    texts: labels.map((label) => shorten(label, SLANTED_LENGTH, widthOf, LABEL_SIZE)),
    every: Math.max(1, Math.ceil((LINE_HEIGHT + 1) / stepX)),
  };
}

/** Returns where a square is, without the gap. */
export function boxOf(layout: GridLayout, fold: Pick<Fold, 'lengths'>, square: number): Box {
  const { x, y, beside, below } = placeOf(fold, square);
  return {
    x: layout.panels.x[beside]! + x * layout.stepX,
    y: layout.panels.y[below]! + y * layout.stepY,
    width: layout.stepX - layout.gap,
    height: layout.stepY - layout.gap,
  };
}

/** Returns the square at a point, or undefined between panels and on labels. */
export function squareAtPoint(
  layout: GridLayout,
  fold: Pick<Fold, 'lengths'>,
  point: { readonly x: number; readonly y: number },
): number | undefined {
  const horizontal = indexAt(point.x, layout.panels.x, layout.stepX, fold.lengths.x);
  const vertical = indexAt(point.y, layout.panels.y, layout.stepY, fold.lengths.y);
  if (horizontal === undefined || vertical === undefined) return undefined;
  return squareAt(fold, {
    x: horizontal.index,
    beside: horizontal.panel,
    y: vertical.index,
    below: vertical.panel,
  });
}

function indexAt(
  place: number,
  panels: readonly number[],
  step: number,
  count: number,
): { readonly panel: number; readonly index: number } | undefined {
  const panel = panels.findLastIndex((start) => start <= place);
  if (panel < 0) return undefined;
  const index = Math.floor((place - panels[panel]!) / step);
  return index < count ? { panel, index } : undefined;
}
