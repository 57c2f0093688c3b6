import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from './chart.js';

interface Tick {
  /** In pixels. */
  readonly at: number;
  readonly text: string;
}

export interface AxisScale {
  /** The place of a value in pixels. */
  readonly place: (value: number) => number;
  readonly ticks: readonly Tick[];
}

/** Whether a value has a place on such an axis. */
export const isShowable = (value: number, kind: Axis['kind']): boolean =>
  Number.isFinite(value) && (kind === 'linear' || value > 0);

/** The least and the greatest value, apart from each other even where there is one alone. */
function extentOf(values: readonly number[], kind: Axis['kind']): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (least > greatest) return kind === 'log' ? [1, 10] : [0, 1];
  if (least < greatest) return [least, greatest];
  return kind === 'log' ? [least / 2, least * 2] : [least - 0.5, least + 0.5];
}

/** Float noise of a share times a hundred must not be shown. */
const percent = (share: number): string => `${String(Number((100 * share).toFixed(6)))} %`;

/**
 * The scale of an axis that shows all values, and its round ticks.
 *
 * @param range the pixels of the two ends
 */
export function scaleAxis(
  { kind, format, includes = [] }: Axis,
  values: readonly number[],
  range: readonly [number, number],
  tickCount: number,
): AxisScale {
  const shown = [...values, ...includes].filter((value) => isShowable(value, kind));
  const scale = (kind === 'log' ? scaleLog() : scaleLinear())
    .domain(extentOf(shown, kind))
    .range(range)
    .nice(tickCount);
  // A logarithmic axis has no text for the ticks that it has no room for.
  const textOf =
    format === 'percent' ? percent : scale.tickFormat(tickCount, kind === 'log' ? ',' : undefined);
  return {
    place: (value) => scale(value),
    ticks: scale
      .ticks(tickCount)
      .map((value) => ({ at: scale(value), text: textOf(value) }))
      .filter(({ text }) => text !== ''),
  };
}
