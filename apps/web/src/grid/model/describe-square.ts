import { CELL_STATES } from '@rote/domain/cell-state';
import { quantityText } from '../../format/number.js';
import { rowsOf } from './fold.js';
import { metricText } from './grid-metric.js';
import type { GridPicture } from './grid-picture.js';
import type { PaperNumber } from './paper-marks.js';
import { combinationText } from './square-rows.js';
import { countOf } from './summaries.js';

/** What a square says in words. */
export interface SquareDescription {
  readonly combination: string;
  readonly value: string | undefined;
  /** The interval or the range, and of how many. */
  readonly spread: string | undefined;
  readonly states: string;
  readonly paper: readonly string[];
}

export function describeSquare(
  picture: GridPicture,
  square: number,
  paper: readonly PaperNumber[] = [],
): SquareDescription {
  const { fold, summaries, metric } = picture;
  const cells = rowsOf(fold, square).length;
  const mean = summaries.mean[square]!;
  const low = summaries.low[square]!;
  const n = summaries.n[square]!;
  const isMixed = fold.isMixed[square] === 1;
  const text = (value: number): string => metricText(metric, value);
  return {
    combination: combinationText(fold, square) || 'all cells',
    value: Number.isNaN(mean)
      ? undefined
      : `${metric.caption} ${text(mean)}${summaries.isSoFar[square] === 1 ? soFarText(picture, square) : ''}`,
    spread:
      n < 2 || Number.isNaN(low)
        ? undefined
        : `${isMixed ? 'from' : '95 % interval'} ${text(low)} to ${text(summaries.high[square]!)}, mean of ${quantityText(n, 'cell')}${isMixed ? ' of different settings' : ''}`,
    states: cells === 0 ? 'not in this sweep' : statesText(picture, square, cells),
    paper: paper.map(
      ({ source, metric: name, paper: value, verdict }) =>
        `paper, ${source.replace('-', ' ')}: ${name.replaceAll('_', ' ')} ${value === null ? 'none: training failed' : paperText(name, value)} (${verdict})`,
    ),
  };
}

const paperText = (name: string, value: number): string =>
  metricText({ unit: /accuracy$|error$/.test(name) ? 'share' : 'number' }, value);

function soFarText({ fold, cells }: GridPicture, square: number): string {
  const epochs = [...rowsOf(fold, square)].flatMap((row) => cells.live.get(row)?.epoch ?? []);
  return epochs.length === 0 ? ', so far' : `, after epoch ${String(Math.max(...epochs))}`;
}

function statesText({ summaries }: GridPicture, square: number, cells: number): string {
  const counts = CELL_STATES.flatMap((state, code) => {
    const count = countOf(summaries, square, code);
    return count === 0 ? [] : [cells === 1 ? state : `${String(count)} ${state}`];
  });
  const cached = summaries.cached[square]!;
  if (cached > 0) counts.push(cells === 1 ? 'cached' : `${String(cached)} cached`);
  return cells === 1 ? counts.join(', ') : `${quantityText(cells, 'cell')}: ${counts.join(', ')}`;
}

/** The same as one sentence, for those who hear it. */
export const squareSentence = ({ combination, value, spread, states, paper }: SquareDescription): string =>
  [combination, value, spread, states, ...paper].filter((part) => part !== undefined).join('. ');
