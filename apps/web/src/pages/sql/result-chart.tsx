import { useId, useRef, type ReactNode } from 'react';
import { measuredText, quantityText } from '../../format/number.js';
import { Button } from '../../ui/button.js';
import { saveSvg } from '../../ui/save-svg.js';
import { chartOf, choiceOf, ticksOf, type ChartChoice, type ChartData } from './chart-series.js';
import { isNumeric } from './cell-text.js';
import styles from './result-chart.module.css';
import type { SqlAnswer } from './run-query.js';

const WIDTH = 760;
const HEIGHT = 320;
const PLOT = { left: 64, right: 748, top: 12, bottom: 272 } as const;
const MARKED = 120;

interface ResultChartProps {
  readonly answer: SqlAnswer;
  /** What a person chose before, perhaps for another answer. */
  readonly chosen: Partial<ChartChoice>;
  readonly onChoose: (choice: ChartChoice) => void;
}

/** Draws the columns that a person chooses. */
export function ResultChart({ answer, chosen, onChoose }: ResultChartProps): ReactNode {
  const picture = useRef<SVGSVGElement>(null);
  const names = answer.columns.map(({ name }) => name);
  const choice = choiceOf(answer, chosen);
  if (choice === undefined)
    return <p className={styles.note}>A chart needs a column of numbers and another column.</p>;
  const data = chartOf(answer, choice);
  const numbers = answer.columns.filter(({ type }) => isNumeric(type)).map(({ name }) => name);
  return (
    <figure className={styles.figure}>
      <div className={styles.choices}>
        <Choice
          label="x"
          value={choice.x}
          names={names}
          onChange={(x) => {
            onChoose({ ...choice, x });
          }}
        />
        <Choice
          label="y"
          value={choice.y}
          names={numbers}
          onChange={(y) => {
            onChoose({ ...choice, y });
          }}
        />
        <Choice
          label="Series"
          value={choice.series}
          names={['', ...names]}
          onChange={(series) => {
            onChoose({ ...choice, series });
          }}
        />
        <Button
          kind="quiet"
          onClick={() => {
            saveSvg(picture.current!, 'chart.svg');
          }}
        >
          Save as SVG
        </Button>
      </div>
      <Plot data={data} choice={choice} picture={picture} />
      <ul className={styles.legend}>
        {data.lines.map(({ name }, index) => (
          <li key={name} data-line={index}>
            {name}
          </li>
        ))}
      </ul>
      {(data.left > 0 || data.moreLines > 0) && (
        <p className={styles.note}>
          {data.left > 0 && `${quantityText(data.left, 'row')} without a finite number left out. `}
          {data.moreLines > 0 &&
            `${quantityText(data.moreLines, 'further series', 'further series')} not drawn.`}
        </p>
      )}
    </figure>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly onChange: (name: string) => void;
}

const Choice = ({ label, value, names, onChange }: ChoiceProps): ReactNode => (
  <label className={styles.choice}>
    {label}
    <select
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {name === '' ? 'none' : name}
        </option>
      ))}
    </select>
  </label>
);

interface PlotProps {
  readonly data: ChartData;
  readonly choice: ChartChoice;
  readonly picture: React.RefObject<SVGSVGElement | null>;
}

function Plot({ data: { lines, words }, choice, picture }: PlotProps): ReactNode {
  const title = useId();
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return <p className={styles.note}>No row has a number to draw.</p>;
  const extent = (axis: 0 | 1): readonly [number, number] =>
    points.reduce(
      ([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])],
      [Infinity, -Infinity],
    );
  const yTicks = ticksOf(...extent(1), 6);
  const xTicks =
    words === undefined
      ? ticksOf(...extent(0), 8)
      : words.map((_, index) => index).filter((index) => index % Math.ceil(words.length / 8) === 0);
  const [xLow, xHigh] = words === undefined ? [xTicks[0]!, xTicks.at(-1)!] : [-0.5, words.length - 0.5];
  const [yLow, yHigh] = [yTicks[0]!, yTicks.at(-1)!];
  const xAt = (x: number): number => PLOT.left + ((x - xLow) / (xHigh - xLow)) * (PLOT.right - PLOT.left);
  const yAt = (y: number): number => PLOT.bottom - ((y - yLow) / (yHigh - yLow)) * (PLOT.bottom - PLOT.top);
  return (
    <svg
      ref={picture}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-labelledby={title}
      className={styles.plot}
    >
      <title id={title}>{`${choice.y} against ${choice.x}, ${quantityText(points.length, 'point')}`}</title>
      {yTicks.map((tick) => (
        <g key={tick} transform={`translate(0 ${String(yAt(tick))})`}>
          <line x1={PLOT.left} x2={PLOT.right} className={styles.grid} />
          <text x={PLOT.left - 8} dy="0.35em" textAnchor="end" className={styles.tick}>
            {measuredText(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <text key={tick} x={xAt(tick)} y={PLOT.bottom + 18} textAnchor="middle" className={styles.tick}>
          {words === undefined ? measuredText(tick) : words[tick]?.slice(0, 16)}
        </text>
      ))}
      <text x={(PLOT.left + PLOT.right) / 2} y={HEIGHT - 8} textAnchor="middle" className={styles.axis}>
        {choice.x}
      </text>
      <text
        transform={`translate(14 ${String((PLOT.top + PLOT.bottom) / 2)}) rotate(-90)`}
        textAnchor="middle"
        className={styles.axis}
      >
        {choice.y}
      </text>
      {lines.map(({ name, points: own }, index) => (
        <g key={name} data-line={index} className={styles.line}>
          {words === undefined && own.length > 1 && (
            <polyline points={own.map(([x, y]) => `${xAt(x).toFixed(1)},${yAt(y).toFixed(1)}`).join(' ')} />
          )}
          {(words !== undefined || own.length <= MARKED) &&
            own.map(([x, y], at) => (
              <circle key={at} cx={xAt(x)} cy={yAt(y)} r={3}>
                <title>{`${name}: ${words?.[x] ?? measuredText(x)}, ${measuredText(y)}`}</title>
              </circle>
            ))}
        </g>
      ))}
    </svg>
  );
}
