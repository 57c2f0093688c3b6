import { scaleLinear, scaleLog } from 'd3-scale';
import type { Axis } from './chart.js';

interface Tick {
  /** In pixels. */
  readonly at: number;
  readonly text: string;
}

export interface AxisScale {
  /** Maps a value to its position in pixels. */
  readonly place: (value: number) => number;
  readonly ticks: readonly Tick[];
}

/** Whether the axis can show a value. */
export const isShowable = (
  value: number,
  { kind, limits: [lowest, highest] = [-Infinity, Infinity] }: Pick<Axis, 'kind' | 'limits'>,
): boolean =>
  Number.isFinite(value) && (kind === 'linear' || value > 0) && value >= lowest && value <= highest;

/** The value, clamped to the limits. */
export const withinLimits = (
  value: number,
  { limits: [lowest, highest] = [-Infinity, Infinity] }: Pick<Axis, 'limits'>,
): number => Math.min(highest, Math.max(lowest, value));

/** The least and the greatest value, made to differ if there is only one. */
function extentOf(values: readonly number[], kind: Axis['kind']): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (least > greatest) return kind === 'log' ? [1, 10] : [0, 1];
  if (least < greatest) return [least, greatest];
  return kind === 'log' ? [least / 2, least * 2] : [least - 0.5, least + 0.5];
}

/** Hides the rounding noise of a share times a hundred. */
const percent = (share: number): string => `${String(Number((100 * share).toFixed(6))).replace('-', '−')} %`;

/**
 * Returns the scale of an axis that shows all values, and its round ticks.
 *
 * @param range the pixels of the two ends
 */
export function scaleAxis(
  axis: Axis,
  values: readonly number[],
  range: readonly [number, number],
  tickCount: number,
): AxisScale {
  const { kind, format, includes = [], isWhole = false } = axis;
  const shown = [...values, ...includes].filter((value) => isShowable(value, axis));
  const scale = (kind === 'log' ? scaleLog() : scaleLinear())
    .domain(extentOf(shown, kind))
    .range(range)
    .nice(tickCount);
  scale.domain(scale.domain().map((end) => withinLimits(end, axis)));
  // A logarithmic axis returns no text for ticks that it has no room for.
  const textOf =
    format === 'percent' ? percent : scale.tickFormat(tickCount, kind === 'log' ? ',' : undefined);
  return {
    place: (value) => scale(value),
    ticks: scale
      .ticks(tickCount)
      .filter((value) => !isWhole || Number.isInteger(value))
      .map((value) => ({ at: scale(value), text: textOf(value) }))
      .filter(({ text }) => text !== ''),
  };
}
