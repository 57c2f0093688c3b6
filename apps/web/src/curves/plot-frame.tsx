import {
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { textWidthIn } from '../paint/text-width.js';
import { Button } from '../ui/button.js';
import { ExportMenu, type PictureSource } from '../ui/export-menu.js';
import { themeColor, useScheme } from '../ui/use-scheme.js';
import { createCurvePlot, type CurvePlot, type PlacedPoint, type PlotContent } from './create-curve-plot.js';
import type { CurveSeries } from './curve-series.js';
import { colorGroups } from './group-colors.js';
import { legendOf } from './legend-groups.js';
import { Legend } from './legend.js';
import type { CurvePoint } from './nearest-curve.js';
import type { PlacedCurves } from './placed-curves.js';
import type { PlotAxis } from './plot-axis.js';
import { writePlotSvg } from './plot-svg.js';
import styles from './plot-frame.module.css';

/** The arrow keys by what they do. */
export type Move = 'left' | 'right' | 'up' | 'down';

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface PlotFrameProps {
  readonly kind: PlotContent['kind'];
  readonly title: string;
  readonly series: readonly CurveSeries[];
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly groupTitle: string | undefined;
  /** How many of what, beside the title. */
  readonly count: string;
  readonly note: string | undefined;
  /** What the arrow keys do, for screen readers. */
  readonly help: string;
  /** Returns where an arrow key leads. */
  readonly step: (placed: PlacedCurves, from: CurvePoint, move: Move) => CurvePoint;
  readonly onOpen: ((index: number) => void) | undefined;
  readonly source: PictureSource;
  /** See {@link ExportMenu}. */
  readonly csv: (() => string) | string;
  /** The same as a table. */
  readonly children: ReactNode;
}

const ALL = 'all';
const ZOOM = 2;

/** A plot with its title, its legend, the text of the chosen point, and keys for all that the pointer does. */
export function PlotFrame({
  kind,
  title,
  series,
  x,
  y,
  groupTitle,
  count,
  note,
  help,
  step,
  onOpen,
  source,
  csv,
  children,
}: PlotFrameProps): ReactNode {
  const scheme = useScheme();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<CurvePlot>(undefined);
  const shown = useRef<PlotContent>(undefined);
  const [chosen, setChosen] = useState<PlacedPoint>();
  const [isZoomed, setZoomed] = useState(false);
  const helpId = useId();
  const colors = useMemo(
    () =>
      colorGroups(
        series.map(({ group = ALL }) => group),
        scheme,
      ),
    [series, scheme],
  );
  const content = useMemo<PlotContent>(
    () => ({
      kind,
      series,
      styles: series.map(({ group = ALL, isDashed = false }) => ({ color: colors.get(group)!, isDashed })),
      x,
      y,
      // Read again when the scheme changes.
      colors: {
        strong: themeColor('--ink'),
        ink: themeColor('--ink-soft'),
        rule: themeColor('--rule'),
        sheet: themeColor('--sheet'),
      },
    }),
    [kind, series, colors, x, y, scheme],
  );

  const open = useEffectEvent(({ curve }: CurvePoint) => {
    onOpen?.(curve);
  });
  const firstContent = useEffectEvent(() => content);
  useEffect(() => {
    const made = createCurvePlot(holder.current!, firstContent(), {
      onPoint: setChosen,
      onOpen: open,
      onZoom: setZoomed,
    });
    plot.current = made;
    shown.current = firstContent();
    return () => {
      plot.current = undefined;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    if (shown.current === content) return;
    shown.current = content;
    plot.current?.show(content);
    setChosen(undefined);
  }, [content]);

  function choose(point: CurvePoint | undefined): void {
    setChosen(plot.current?.highlight(point));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { current } = plot;
    const move = MOVES[event.key];
    if (current === undefined || series.length === 0) return;
    const point = chosen ?? { curve: 0, point: Math.max(0, series[0]!.x.length - 1) };
    if (move !== undefined) choose(chosen === undefined ? point : step(current.placed(), point, move));
    else if (event.key === '+' || event.key === '-') {
      current.zoomAround(point, event.key === '+' ? 1 / ZOOM : ZOOM);
      choose(point);
    } else if (event.key === '0') current.showAll();
    else if (event.key === 'Escape' && chosen !== undefined) choose(undefined);
    else if (event.key === 'Enter' && chosen !== undefined) onOpen?.(chosen.curve);
    else return;
    event.preventDefault();
  }

  const legend = useMemo(() => legendOf(groupTitle, colors), [groupTitle, colors]);
  const writeSvg = (): string => {
    const font = getComputedStyle(holder.current!).fontFamily;
    return writePlotSvg(content, plot.current!.view(), { title, legend }, font, textWidthIn(font));
  };
  const curve = chosen && series[chosen.curve];
  const reading = curve && [
    curve.name,
    `${x.title} ${x.textOf(curve.x[chosen.point] ?? NaN)}: ${y.title} ${y.textOf(curve.y[chosen.point] ?? NaN)}`,
  ];
  const width = holder.current?.clientWidth ?? 0;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <h3>{title}</h3>
        <span className={styles.soft}>{count}</span>
        {isZoomed && <Button onClick={() => plot.current?.showAll()}>Show all</Button>}
        {series.length > 0 && (
          <span className={styles.export}>
            <ExportMenu what={title} {...source} writeSvg={writeSvg} csv={csv} />
          </span>
        )}
      </figcaption>
      <Legend legend={legend} />
      <div
        className={styles.plot}
        role="application"
        aria-roledescription="chart"
        aria-label={title}
        aria-describedby={helpId}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div ref={holder} className={styles.holder} />
        {reading && (
          <div
            className={styles.reading}
            style={{
              top: chosen.top,
              ...(chosen.left < width / 2 ? { left: chosen.left + 14 } : { right: width - chosen.left + 14 }),
            }}
          >
            <strong>{reading[0]}</strong>
            <span className="numbers">{reading[1]}</span>
          </div>
        )}
      </div>
      <p id={helpId} className="visually-hidden">
        {help} Plus and minus zoom, zero shows all.{onOpen !== undefined && ' Enter opens the cell.'}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {reading?.join('; ')}
      </p>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {children}
    </figure>
  );
}
