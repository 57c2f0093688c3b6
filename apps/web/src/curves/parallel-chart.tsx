import { useEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { countText, measuredText } from '../format/number.js';
import { csvText } from '../format/csv-text.js';
import { textWidthIn } from '../paint/text-width.js';
import { Button } from '../ui/button.js';
import { ExportMenu, type PictureSource } from '../ui/export-menu.js';
import { themeColor, useScheme } from '../ui/use-scheme.js';
import { colorGroups } from './group-colors.js';
import { legendOf } from './legend-groups.js';
import { Legend } from './legend.js';
import {
  parallelAxis,
  selectRows,
  type ParallelAxis,
  type ParallelColumn,
  type Part,
} from './parallel-axes.js';
import styles from './parallel-chart.module.css';
import {
  BOTTOM,
  drawRows,
  HEIGHT,
  SIDE,
  thinTicks,
  TOP,
  topOf,
  writeParallelSvg,
  type ParallelPicture,
} from './parallel-picture.js';

export interface ParallelChartProps {
  readonly title: string;
  readonly columns: readonly ParallelColumn[];
  /** The group of each row: rows of one group have one color. */
  readonly groups: readonly string[];
  readonly groupTitle: string;
  /** The chosen part of each axis that has one, by its name. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly onParts: (parts: ReadonlyMap<string, Part>) => void;
  /** What stands behind the picture of the rows within all parts. */
  readonly sourceOf: (rows: readonly number[]) => PictureSource;
  /** Shows the rows within all parts. */
  readonly renderSelected: (rows: readonly number[]) => ReactNode;
}

/** A shorter drag is a click, which removes the part. */
const LEAST_PART = 0.01;
const STEPS = 100;

/** Every row as a line across one axis for each column. A drag along an axis chooses a part of it; so do the sliders below. */
export function ParallelChart({
  title,
  columns,
  groups,
  groupTitle,
  parts,
  onParts,
  sourceOf,
  renderSelected,
}: ParallelChartProps): ReactNode {
  const scheme = useScheme();
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const axes = useMemo(() => columns.map((column) => parallelAxis(column, measuredText)), [columns]);
  const colors = useMemo(() => colorGroups(groups, scheme), [groups, scheme]);
  const selected = useMemo(() => selectRows(axes, parts), [axes, parts]);
  const rows = useMemo(() => [...selected.keys()].filter((row) => selected[row] === 1), [selected]);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.round(entry?.contentRect.width ?? 0));
    });
    observer.observe(holder.current!);
    return () => {
      observer.disconnect();
    };
  }, []);
  const lefts = useMemo(
    () => axes.map((_, index) => SIDE + (index * (width - 2 * SIDE)) / Math.max(1, axes.length - 1)),
    [axes, width],
  );
  const legend = useMemo(() => legendOf(groupTitle, colors), [groupTitle, colors]);
  const picture = useMemo<ParallelPicture>(
    () => ({ axes, lefts, width, selected, groups, colors, pale: themeColor('--rule') }),
    // Its color is another one when the scheme changes.
    [axes, lefts, width, selected, groups, colors, scheme],
  );
  useEffect(() => {
    const { current } = canvas;
    if (current !== null && width > 0) drawRows(current, picture);
  }, [picture]);
  const writeSvg = (): string => {
    const font = getComputedStyle(holder.current!).fontFamily;
    const inks = {
      strong: themeColor('--ink'),
      ink: themeColor('--ink-soft'),
      sheet: themeColor('--sheet'),
    };
    return writeParallelSvg(picture, { title, legend }, inks, font, textWidthIn(font));
  };

  const change = (name: string, part: Part | undefined): void => {
    const next = new Map(parts);
    if (part === undefined) next.delete(name);
    else next.set(name, part);
    onParts(next);
  };
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <h3>{title}</h3>
        <span className={styles.soft} aria-live="polite">
          {countText(rows.length)} of {countText(selected.length)}
        </span>
        {parts.size > 0 && (
          <Button
            onClick={() => {
              onParts(new Map());
            }}
          >
            Show all
          </Button>
        )}
        <span className={styles.export}>
          <ExportMenu
            what={title}
            {...sourceOf(rows)}
            writeSvg={writeSvg}
            csv={() => writeRows(columns, rows)}
          />
        </span>
      </figcaption>
      <Legend legend={legend} />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
        <div ref={holder} className={styles.holder} style={{ height: HEIGHT, minWidth: axes.length * 84 }}>
          <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
          {axes.map((axis, index) => (
            <AxisStrip
              key={axis.name}
              axis={axis}
              left={lefts[index] ?? 0}
              part={parts.get(axis.name)}
              onPart={(part) => {
                change(axis.name, part);
              }}
            />
          ))}
        </div>
      </div>
      <details className={styles.details}>
        <summary>Ranges</summary>
        <div className={styles.ranges}>
          {axes.map((axis) => (
            <PartSliders
              key={axis.name}
              axis={axis}
              part={parts.get(axis.name) ?? [0, 1]}
              onPart={(part) => {
                change(axis.name, part[0] === 0 && part[1] === 1 ? undefined : part);
              }}
            />
          ))}
        </div>
      </details>
      {renderSelected(rows)}
    </figure>
  );
}

/** The rows within all parts, as CSV. */
const writeRows = (columns: readonly ParallelColumn[], rows: readonly number[]): string =>
  csvText({
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) =>
      columns.map(({ values }) => {
        const value = values[row];
        return value === undefined || Number.isNaN(value) ? null : value;
      }),
    ),
  });

interface AxisStripProps {
  readonly axis: ParallelAxis;
  readonly left: number;
  readonly part: Part | undefined;
  readonly onPart: (part: Part | undefined) => void;
}

/** An axis with its texts, and the part that a drag chooses. */
function AxisStrip({ axis, left, part, onPart }: AxisStripProps): ReactNode {
  const [drag, setDrag] = useState<Part>();
  const start = useRef(0);
  const placeAt = ({ clientY, currentTarget }: PointerEvent): number => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, 1 - (clientY - top) / height));
  };
  const shown = drag ?? part;
  return (
    <div className={styles.axis} style={{ left }}>
      <span className={styles.title}>{axis.title}</span>
      <div
        className={styles.strip}
        style={{ top: TOP, height: HEIGHT - TOP - BOTTOM }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = placeAt(event);
          setDrag([start.current, start.current]);
        }}
        onPointerMove={(event) => {
          if (drag === undefined) return;
          const place = placeAt(event);
          setDrag([Math.min(start.current, place), Math.max(start.current, place)]);
        }}
        onPointerUp={() => {
          if (drag === undefined) return;
          onPart(drag[1] - drag[0] < LEAST_PART ? undefined : drag);
          setDrag(undefined);
        }}
        onPointerCancel={() => {
          setDrag(undefined);
        }}
      >
        {shown && (
          <div
            className={styles.part}
            style={{ bottom: `${100 * shown[0]}%`, height: `${100 * (shown[1] - shown[0])}%` }}
          />
        )}
      </div>
      {thinTicks(axis).map(({ at, text }) => (
        <span key={at} className={styles.tick} style={{ top: topOf(at) }}>
          {text}
        </span>
      ))}
    </div>
  );
}

interface PartSlidersProps {
  readonly axis: ParallelAxis;
  readonly part: Part;
  readonly onPart: (part: Part) => void;
}

/** The part of an axis by the keyboard. */
const PartSliders = ({ axis: { title, textAt }, part: [from, to], onPart }: PartSlidersProps): ReactNode => (
  <fieldset className={styles.range}>
    <legend>{title}</legend>
    {(
      [
        ['from', from, (place: number): Part => [Math.min(place, to), to]],
        ['to', to, (place: number): Part => [from, Math.max(place, from)]],
      ] as const
    ).map(([label, place, partOf]) => (
      <label key={label}>
        {label} {textAt(place)}
        <input
          type="range"
          min={0}
          max={STEPS}
          value={Math.round(place * STEPS)}
          aria-valuetext={textAt(place)}
          onChange={({ target }) => {
            onPart(partOf(Number(target.value) / STEPS));
          }}
        />
      </label>
    ))}
  </fieldset>
);
