import { CELL_STATES, type CellState } from '@rote/domain/cell-state';
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import styles from './legend.module.css';
import { metricText } from './model/grid-metric.js';
import type { GridPicture } from './model/grid-picture.js';
import type { PaperNumber, PaperVerdict } from './model/paper-marks.js';
import { legendTicks } from './model/value-scale.js';
import { createCanvasPen } from '../paint/canvas-pen.js';
import type { MapColor } from './paint/color-map.js';
import { drawState, drawVerdictMark } from './paint/draw-square.js';
import type { GridTheme } from './paint/grid-theme.js';
import type { Pen } from '../paint/pen.js';

interface LegendProps {
  readonly picture: GridPicture;
  readonly colors: readonly MapColor[];
  readonly theme: GridTheme;
  readonly paper: ReadonlyMap<number, readonly PaperNumber[]>;
}

/** How many of the map's colors the bar is made of; the browser blends between them. */
const STOPS = 24;

/** What the colors and marks of a heat map mean. Only marks that it has are explained. */
export function Legend({ picture, colors, theme, paper }: LegendProps): ReactNode {
  useSyncExternalStore(picture.onChange, picture.version);
  const { metric, cells } = picture;
  const scale = picture.scale();
  const states = CELL_STATES.filter(
    (state, code) => cells.states.includes(code) && (metric.unit === 'state' || state !== 'succeeded'),
  );
  const verdicts = new Set([...paper.values()].flatMap(([first]) => first?.verdict ?? []));
  return (
    <div className={styles.legend}>
      {scale !== undefined && (
        <figure className={styles.scale} aria-label={`Colors: ${metric.caption}`}>
          <figcaption>
            {metric.caption}
            {scale.isLog ? ' (log)' : ''}
          </figcaption>
          <div
            className={styles.bar}
            style={{
              backgroundImage: `linear-gradient(to right, ${Array.from(
                { length: STOPS },
                (_, index) => colors[Math.round((index / (STOPS - 1)) * (colors.length - 1))]!.fill,
              ).join(', ')})`,
            }}
          />
          <ul className={styles.ticks}>
            {legendTicks(scale).map((tick) => (
              <li key={tick} style={{ left: `${String(scale.toUnit(tick) * 100)}%` }}>
                {metricText(metric, tick)}
              </li>
            ))}
          </ul>
        </figure>
      )}
      <ul className={styles.keys}>
        {states.map((state) => (
          <li key={state}>
            <StateSample state={state} theme={theme} />
            {state}
          </li>
        ))}
        {cells.isCached.includes(1) && (
          <li>
            <Sample
              theme={theme}
              draw={(pen) => {
                drawState(pen, SAMPLE, 'pending', theme);
                pen.polygon(
                  [
                    [0, 0],
                    [7, 0],
                    [0, 7],
                  ],
                  theme.ink,
                );
              }}
            />
            cached
          </li>
        )}
        {[...verdicts].map((verdict) => (
          <li key={verdict}>
            <VerdictSample verdict={verdict} theme={theme} />
            paper: {verdict}
          </li>
        ))}
      </ul>
    </div>
  );
}

const SIDE = 14;
const SAMPLE = { x: 0, y: 0, width: SIDE, height: SIDE };

const StateSample = ({
  state,
  theme,
}: {
  readonly state: CellState;
  readonly theme: GridTheme;
}): ReactNode => (
  <Sample
    theme={theme}
    draw={(pen) => {
      drawState(pen, SAMPLE, state, theme);
    }}
  />
);

const VerdictSample = ({
  verdict,
  theme,
}: {
  readonly verdict: PaperVerdict;
  readonly theme: GridTheme;
}): ReactNode => (
  <Sample
    theme={theme}
    draw={(pen) => {
      drawVerdictMark(pen, SIDE / 2, SIDE / 2, 3.8, verdict, theme.ink);
    }}
  />
);

/** A mark as squares have it. */
function Sample({
  theme,
  draw,
}: {
  readonly theme: GridTheme;
  readonly draw: (pen: Pen) => void;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const ratio = window.devicePixelRatio;
    const element = canvas.current!;
    element.width = element.height = Math.round(SIDE * ratio);
    const context = element.getContext('2d')!;
    context.scale(ratio, ratio);
    draw(createCanvasPen(context, theme.font));
  });
  return <canvas ref={canvas} className={styles.sample} aria-hidden="true" />;
}
