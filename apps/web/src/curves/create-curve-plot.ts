import uPlot from 'uplot';
// eslint-disable-next-line no-restricted-imports -- the style sheet has no other name
import 'uplot/dist/uPlot.min.css';
import {
  placer,
  rangeOf,
  valueAt,
  valueRange,
  withMargin,
  type AxisScale,
  type Range,
} from './axis-range.js';
import type { CurveSeries } from './curve-series.js';
import type { CurveStyle } from './curve-batches.js';
import { drawBands, drawCurves, drawPoints, placeBands, traceCurve } from './draw-curves.js';
import { findNearest, type CurvePoint } from './nearest-curve.js';
import { placeCurves, type PlacedCurves } from './placed-curves.js';
import type { PlotAxis } from './plot-axis.js';

interface PlotColors {
  readonly strong: string;
  readonly ink: string;
  readonly rule: string;
  readonly sheet: string;
}

/** What a plot shows. */
export interface PlotContent {
  /** `points`: each curve is a single point. */
  readonly kind: 'lines' | 'points';
  readonly series: readonly CurveSeries[];
  /** One for each curve. */
  readonly styles: readonly CurveStyle[];
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly colors: PlotColors;
}

/** A point and its place within the element, in pixels of the page. */
export interface PlacedPoint extends CurvePoint {
  readonly left: number;
  readonly top: number;
}

interface PlotListener {
  /** The pointer is at a curve, or at none anymore. */
  readonly onPoint: (point: PlacedPoint | undefined) => void;
  readonly onOpen: (point: CurvePoint) => void;
  readonly onZoom: (isZoomed: boolean) => void;
}

/** A text beside an axis, and how far from the left or upper edge of the plot it is, in pixels of the page. */
interface Tick {
  readonly at: number;
  readonly text: string;
}

/** What a plot shows at the moment, so that it can be drawn elsewhere. Lengths are pixels of the page. */
export interface PlotView {
  readonly width: number;
  readonly height: number;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Curves in an element. It calls back with what the pointer does. */
export interface CurvePlot {
  show(content: PlotContent): void;
  /** Emphasizes a curve and one of its points, and returns where the point is. */
  highlight(point: CurvePoint | undefined): PlacedPoint | undefined;
  view(): PlotView;
  /** Where the curves are, in pixels of the canvas. */
  placed(): PlacedCurves;
  /** Shows a part of x around a point: `factor` times as much as before. */
  zoomAround(point: CurvePoint, factor: number): void;
  showAll(): void;
  destroy(): void;
}

/** How far from a curve the pointer may be, in pixels of the page. */
const REACH = 24;
/** A pointer that has moved further than this between down and up has dragged. */
const CLICK_SLOP = 4;
const LEAST_WIDTH = 240;

// uPlot’s names for these are an enum of its types only.
/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment */
const LINEAR = 1 as uPlot.Scale.Distr;
const LOG = 3 as uPlot.Scale.Distr;
/* eslint-enable */

/** The distances of ticks at whole numbers. */
const WHOLE_STEPS = Array.from({ length: 9 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

interface Zoom {
  readonly x: Range | undefined;
  readonly y: Range | undefined;
}
const NO_ZOOM: Zoom = { x: undefined, y: undefined };

/** Creates a plot. uPlot draws the axes and the cursor; the curves are drawn here, because there may be ten thousand. */
export function createCurvePlot(
  element: HTMLElement,
  first: PlotContent,
  { onPoint, onOpen, onZoom }: PlotListener,
): CurvePlot {
  let content = first;
  let zoom = NO_ZOOM;
  let whole = wholeOf(content);
  let placed: PlacedCurves = { starts: new Uint32Array(1), x: new Float32Array(), y: new Float32Array() };
  let highlighted: CurvePoint | undefined;
  let frame: number | undefined;

  const scaleOf = (axis: 'x' | 'y'): AxisScale => ({
    range: zoom[axis] ?? whole[axis],
    isLog: content[axis].isLog,
  });
  /** What uPlot has last written beside each axis. */
  const written: Record<'x' | 'y', readonly (readonly [value: number, text: string])[]> = { x: [], y: [] };
  const overlay = document.createElement('canvas');
  let plot = build();
  const resizing = new ResizeObserver(() => {
    const { width, height } = sizeOf(element);
    if (width !== plot.width || height !== plot.height) plot.setSize({ width, height });
  });
  resizing.observe(element);

  /** The axes’ kinds and texts cannot change in a plot, so each change makes another one. */
  function build(): uPlot {
    const made = new uPlot(optionsOf(), [[...scaleOf('x').range]], element);
    overlay.setAttribute('aria-hidden', 'true');
    Object.assign(overlay.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
    made.over.before(overlay);
    listenTo(made);
    return made;
  }

  function optionsOf(): uPlot.Options {
    const { x, y } = content;
    const axis = (name: 'x' | 'y', { tickText, title, isLog, isWhole }: PlotAxis): uPlot.Axis => ({
      ...(title !== '' && { label: title }),
      ...(isWhole && !isLog && { incrs: [...WHOLE_STEPS] }),
      stroke: () => content.colors.ink,
      font: '12px system-ui, sans-serif',
      labelFont: '12px system-ui, sans-serif',
      labelSize: 22,
      grid: { stroke: () => content.colors.rule, width: 1, ...(isLog && { filter: decadesOf }) },
      ticks: { stroke: () => content.colors.rule, width: 1 },
      values: (_plot, splits) => {
        // On a logarithmic axis, uPlot leaves out texts for which there is no space, but it has one where the axis begins.
        const values = (splits as readonly (number | null)[]).map((value) =>
          isLog && value !== null && Number(value.toPrecision(2)) !== value ? null : value,
        );
        written[name] = values.flatMap((value) => (value === null ? [] : [[value, tickText(value)]]));
        return values.map((value) => (value === null ? '' : tickText(value)));
      },
    });
    return {
      ...sizeOf(element),
      legend: { show: false },
      scales: {
        x: { time: false, distr: distributionOf(x), range: () => [...scaleOf('x').range] },
        y: { distr: distributionOf(y), range: () => [...scaleOf('y').range] },
      },
      axes: [
        { ...axis('x', x), size: 34 },
        { ...axis('y', y), size: 56, scale: 'y' },
      ],
      series: [{}],
      cursor: { points: { show: false }, drag: { x: true, y: true, uni: 16, setScale: false } },
      select: { show: true, left: 0, top: 0, width: 0, height: 0 },
      hooks: { draw: [draw], setSelect: [zoomToSelection] },
      padding: [8, 12, 0, 0],
    };
  }

  function draw({ ctx, bbox }: uPlot): void {
    const { series, styles } = content;
    const placeX = placer(scaleOf('x'), bbox.left, bbox.left + bbox.width);
    const placeY = placer(scaleOf('y'), bbox.top + bbox.height, bbox.top);
    placed = placeCurves(series, placeX, placeY);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    drawBands(ctx, placeBands(series, styles, placeX, placeY));
    if (content.kind === 'points') drawPoints(ctx, placed, styles, uPlot.pxRatio);
    else drawCurves(ctx, placed, styles, uPlot.pxRatio);
    ctx.restore();
    drawHighlight();
  }

  function drawHighlight(): PlacedPoint | undefined {
    const { canvas } = plot.ctx;
    if (overlay.width !== canvas.width || overlay.height !== canvas.height)
      Object.assign(overlay, { width: canvas.width, height: canvas.height });
    const path = overlay.getContext('2d')!;
    path.clearRect(0, 0, overlay.width, overlay.height);
    if (highlighted === undefined) return undefined;
    const { curve, point } = highlighted;
    const style = content.styles[curve];
    const at = (placed.starts[curve] ?? 0) + point;
    if (style === undefined || at >= (placed.starts[curve + 1] ?? 0)) return undefined;
    const { bbox } = plot;
    const ratio = uPlot.pxRatio;
    path.save();
    path.beginPath();
    path.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    path.clip();
    path.lineJoin = 'round';
    for (const [color, width] of [
      [content.colors.sheet, 6],
      [style.color, 2.5],
    ] as const) {
      path.strokeStyle = color;
      path.lineWidth = width * ratio;
      path.beginPath();
      traceCurve(path, placed, curve);
      path.stroke();
    }
    path.fillStyle = content.colors.ink;
    path.beginPath();
    path.arc(placed.x[at]!, placed.y[at]!, 4 * ratio, 0, 2 * Math.PI);
    path.fill();
    path.restore();
    return { curve, point, left: placed.x[at]! / ratio, top: placed.y[at]! / ratio };
  }

  function refresh(): void {
    onZoom(zoom !== NO_ZOOM);
    plot.setData([[...scaleOf('x').range]], true);
  }

  function zoomToSelection({ select, bbox, over }: uPlot): void {
    const { left, top, width, height } = select;
    if (width < CLICK_SLOP && height < CLICK_SLOP) return;
    const fullWidth = bbox.width / uPlot.pxRatio;
    const fullHeight = bbox.height / uPlot.pxRatio;
    const rangeAt = (axis: 'x' | 'y', full: number, from: number, to: number): Range => [
      valueAt(scaleOf(axis), 0, full, from),
      valueAt(scaleOf(axis), 0, full, to),
    ];
    zoom = {
      x:
        width >= CLICK_SLOP && width < over.clientWidth
          ? rangeAt('x', fullWidth, left, left + width)
          : zoom.x,
      y:
        height >= CLICK_SLOP && height < over.clientHeight
          ? rangeAt('y', fullHeight, fullHeight - top - height, fullHeight - top)
          : zoom.y,
    };
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    refresh();
  }

  function nearestTo({ offsetX, offsetY }: MouseEvent): CurvePoint | undefined {
    const ratio = uPlot.pxRatio;
    const { left, top } = plot.bbox;
    return findNearest(placed, left + offsetX * ratio, top + offsetY * ratio, REACH * ratio);
  }

  function listenTo({ over }: uPlot): void {
    let down: readonly [number, number] = [0, 0];
    over.addEventListener('pointerdown', ({ clientX, clientY }) => {
      down = [clientX, clientY];
    });
    over.addEventListener('pointermove', (event) => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        highlighted = nearestTo(event);
        onPoint(drawHighlight());
      });
    });
    over.addEventListener('pointerleave', () => {
      highlighted = undefined;
      drawHighlight();
      onPoint(undefined);
    });
    over.addEventListener('click', (event) => {
      if (Math.hypot(event.clientX - down[0], event.clientY - down[1]) > CLICK_SLOP) return;
      const point = nearestTo(event);
      if (point !== undefined) onOpen(point);
    });
    over.addEventListener('dblclick', showAll);
  }

  function showAll(): void {
    zoom = NO_ZOOM;
    refresh();
  }

  return {
    show(next) {
      const isOther = next.x !== content.x || next.y !== content.y;
      content = next;
      highlighted = undefined;
      whole = wholeOf(next);
      if (!isOther) {
        plot.setData([[...scaleOf('x').range]], true);
        return;
      }
      zoom = NO_ZOOM;
      onZoom(false);
      plot.destroy();
      plot = build();
    },
    highlight(point) {
      highlighted = point;
      return drawHighlight();
    },
    view() {
      const { over } = plot;
      const ticksOf = (axis: 'x' | 'y', length: number): readonly Tick[] =>
        written[axis]
          .map(([value, text]) => ({ at: plot.valToPos(value, axis), text }))
          .filter(({ at }) => at >= 0 && at <= length);
      const { clientWidth: width, clientHeight: height } = over;
      return {
        width,
        height,
        x: scaleOf('x'),
        y: scaleOf('y'),
        xTicks: ticksOf('x', width),
        yTicks: ticksOf('y', height),
      };
    },
    placed: () => placed,
    zoomAround({ curve, point }, factor) {
      const { range, isLog } = scaleOf('x');
      const center = placed.x[placed.starts[curve]! + point]!;
      const { left, width } = plot.bbox;
      const ends = [center - (factor * width) / 2, center + (factor * width) / 2] as const;
      const at = (pixel: number): number => valueAt({ range, isLog }, left, left + width, pixel);
      const [least, greatest] = whole.x;
      const next: Range = [Math.max(least, at(ends[0])), Math.min(greatest, at(ends[1]))];
      if (next[0] === least && next[1] === greatest) showAll();
      else {
        zoom = { ...zoom, x: next };
        refresh();
      }
    },
    showAll,
    destroy() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      resizing.disconnect();
      plot.destroy();
    },
  };
}

const distributionOf = ({ isLog }: PlotAxis): uPlot.Scale.Distr => (isLog ? LOG : LINEAR);

/** Of many values on a logarithmic axis, only the powers of ten have a line. */
function decadesOf(_plot: uPlot, splits: number[]): (number | null)[] {
  const first = splits[0] ?? 1;
  if ((splits.at(-1) ?? 1) / first < 100) return splits;
  return splits.map((value) => (Number.isInteger(Number(Math.log10(value).toFixed(6))) ? value : null));
}

const rangeOfX = (series: readonly CurveSeries[], { isLog }: PlotAxis): Range =>
  rangeOf(
    series.map(({ x }) => x),
    isLog,
  );

const wholeOf = ({ kind, series, x, y }: PlotContent): { readonly x: Range; readonly y: Range } => ({
  x: kind === 'points' ? withMargin(rangeOfX(series, x), x.isLog) : rangeOfX(series, x),
  y: valueRange(series, y.isLog),
});

const sizeOf = ({
  clientWidth,
  clientHeight,
}: HTMLElement): { readonly width: number; readonly height: number } => ({
  width: Math.max(LEAST_WIDTH, clientWidth),
  height: clientHeight,
});
