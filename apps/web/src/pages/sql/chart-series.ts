import type { Answer } from '@rote/client';
import { isNumeric, numberOf } from './cell-text.js';

type Rows = Answer<Readonly<Record<string, unknown>>>;

/** Which columns a chart shows. */
export interface ChartChoice {
  readonly x: string;
  readonly y: string;
  /** The column whose values are series; empty for one series. */
  readonly series: string;
}

/** A line of a chart, by x. */
interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a chart shows of an answer. */
export interface ChartData {
  readonly lines: readonly ChartLine[];
  /** The texts of an axis of words, in their order; undefined for numbers. */
  readonly words: readonly string[] | undefined;
  /** Rows without a finite number. */
  readonly left: number;
  /** Series that are not drawn. */
  readonly moreLines: number;
}

/** As many as can be told apart. */
const MOST_LINES = 8;

/**
 * The columns that a chart begins with: the last number against the first other one that varies, or else against words; by
 * words of which there are few.
 */
function firstChoice({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): ChartChoice | undefined {
  const distinct = (name: string): number => new Set(rows.map((row) => String(row[name]))).size;
  const numbers = columns.filter(({ type }) => isNumeric(type));
  const texts = columns.filter(({ type }) => !isNumeric(type)).filter(({ name }) => distinct(name) > 1);
  const y = numbers.at(-1)?.name;
  const x =
    numbers.slice(0, -1).find(({ name }) => distinct(name) > 2)?.name ?? texts[0]?.name ?? numbers[0]?.name;
  if (x === undefined || y === undefined || x === y) return undefined;
  return { x, y, series: texts.find(({ name }) => name !== x && distinct(name) <= MOST_LINES)?.name ?? '' };
}

/** Returns what a chart of an answer shows: what was chosen, as far as the answer has such columns, or what it begins with. */
export function choiceOf(
  answer: Pick<Rows, 'columns' | 'rows'>,
  { x = '', y = '', series = '' }: Partial<ChartChoice>,
): ChartChoice | undefined {
  const has = (column: string): boolean => answer.columns.some(({ name }) => name === column);
  return has(x) && has(y) ? { x, y, series: has(series) ? series : '' } : firstChoice(answer);
}

/** Reads the lines of a chart from the rows of an answer. */
export function chartOf({ columns, rows }: Rows, { x, y, series }: ChartChoice): ChartData {
  const isWords = !isNumeric(columns.find(({ name }) => name === x)?.type ?? '');
  const words = isWords ? [...new Set(rows.map((row) => String(row[x])))] : undefined;
  const places = new Map(words?.map((word, index) => [word, index]));
  const lines = new Map<string, [number, number][]>();
  let left = 0;
  for (const row of rows) {
    const point: [number, number] = [
      isWords ? (places.get(String(row[x])) ?? 0) : numberOf(row[x]),
      numberOf(row[y]),
    ];
    if (!point.every(Number.isFinite)) {
      left += 1;
      continue;
    }
    const name = series === '' ? y : String(row[series]);
    const line = lines.get(name);
    if (line === undefined) lines.set(name, [point]);
    else line.push(point);
  }
  const all = [...lines].map(([name, points]) => ({ name, points: points.sort((a, b) => a[0] - b[0]) }));
  return { lines: all.slice(0, MOST_LINES), words, left, moreLines: Math.max(0, all.length - MOST_LINES) };
}

/** Round numbers that an axis shows, from below the least to above the greatest. */
export function ticksOf(low: number, high: number, most: number): readonly number[] {
  if (low === high) return low === 0 ? [0, 1] : ticksOf(Math.min(0, low), Math.max(0, low), most);
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough)!;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
