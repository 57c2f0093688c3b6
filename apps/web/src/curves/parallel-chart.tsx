import { useEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { countText, measuredText } from '../format/number.js';
import { Button } from '../ui/button.js';
import { themeColor, useScheme } from '../ui/use-scheme.js';
import { batchesOf } from './curve-batches.js';
import { colorGroups } from './group-colors.js';
import { Legend } from './legend.js';
import {
  parallelAxis,
  selectRows,
  type ParallelAxis,
  type ParallelColumn,
  type Part,
} from './parallel-axes.js';
import styles from './parallel-chart.module.css';

export interface ParallelChartProps {
  readonly title: string;
  readonly columns: readonly ParallelColumn[];
  /** The group of each row: rows of one group have one color. */
  readonly groups: readonly string[];
  readonly groupTitle: string;
  /** The chosen part of each axis that has one, by its name. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly onParts: (parts: ReadonlyMap<string, Part>) => void;
  /** Shows the rows within all parts. */
  readonly renderSelected: (rows: readonly number[]) => ReactNode;
}

const HEIGHT = 300;
const TOP = 44;
const BOTTOM = 16;
const SIDE = 46;
/** A shorter drag is a click, which removes the part. */
const LEAST_PART = 0.01;
/** Canvas paths of more lines than this are slow. */
const BATCH = 250;
const STEPS = 100;

/** Every row as a line across one axis for each column. A drag along an axis chooses a part of it; so do the sliders below. */
export function ParallelChart({
  title,
  columns,
  groups,
  groupTitle,
  parts,
  onParts,
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
  useEffect(() => {
    const { current } = canvas;
    if (current === null || width === 0) return;
    draw(current, { axes, lefts, width, selected, groups, colors, pale: themeColor('--rule') });
  }, [axes, lefts, width, selected, groups, colors, scheme]);

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
      </figcaption>
      <Legend title={groupTitle} colors={colors} />
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

interface Picture {
  readonly axes: readonly ParallelAxis[];
  readonly lefts: readonly number[];
  readonly width: number;
  readonly selected: Uint8Array;
  readonly groups: readonly string[];
  readonly colors: ReadonlyMap<string, string>;
  readonly pale: string;
}

const topOf = (place: number): number => TOP + (1 - place) * (HEIGHT - TOP - BOTTOM);

function draw(
  canvas: HTMLCanvasElement,
  { axes, lefts, width, selected, groups, colors, pale }: Picture,
): void {
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(HEIGHT * ratio) });
  const path = canvas.getContext('2d')!;
  path.scale(ratio, ratio);
  const stroke = (rows: readonly number[], color: string, alpha: number): void => {
    path.strokeStyle = color;
    path.globalAlpha = alpha;
    for (let from = 0; from < rows.length; from += BATCH) {
      path.beginPath();
      for (const row of rows.slice(from, from + BATCH)) {
        let isOpen = false;
        for (const [index, { places }] of axes.entries()) {
          const place = places[row]!;
          if (Number.isNaN(place)) isOpen = false;
          else if (isOpen) path.lineTo(lefts[index]!, topOf(place));
          else {
            path.moveTo(lefts[index]!, topOf(place));
            isOpen = true;
          }
        }
      }
      path.stroke();
    }
  };
  const all = [...selected.keys()];
  const others = all.filter((row) => selected[row] === 0);
  const shown = all.filter((row) => selected[row] === 1);
  const alpha = Math.max(0.08, Math.min(0.9, (60 / Math.max(1, shown.length)) ** 0.45));
  stroke(others, pale, Math.max(0.15, alpha));
  const looks = shown.map((row) => ({ color: colors.get(groups[row]!) ?? pale, isDashed: false }));
  for (const { color, curves } of batchesOf(looks))
    stroke(
      curves.map((index) => shown[index]!),
      color,
      alpha,
    );
}

interface AxisStripProps {
  readonly axis: ParallelAxis;
  readonly left: number;
  readonly part: Part | undefined;
  readonly onPart: (part: Part | undefined) => void;
}

/** An axis with its texts, and the part that a drag chooses. */
function AxisStrip({ axis: { title, ticks }, left, part, onPart }: AxisStripProps): ReactNode {
  const [drag, setDrag] = useState<Part>();
  const start = useRef(0);
  const placeAt = ({ clientY, currentTarget }: PointerEvent): number => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, 1 - (clientY - top) / height));
  };
  const shown = drag ?? part;
  return (
    <div className={styles.axis} style={{ left }}>
      <span className={styles.title}>{title}</span>
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
      {thinned(ticks).map(({ at, text }) => (
        <span key={at} className={styles.tick} style={{ top: topOf(at) }}>
          {text}
        </span>
      ))}
    </div>
  );
}

/** As many texts as fit beside an axis. */
const thinned = <Tick,>(ticks: readonly Tick[]): readonly Tick[] => {
  const step = Math.ceil(ticks.length / 12);
  return ticks.filter((_, index) => index % step === 0);
};

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
