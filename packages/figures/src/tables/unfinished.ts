import type { UnfinishedRow } from '@rote/domain';
import { markup, type Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { countOf, countText, secondsText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';

const MAX_ROWS = 100;
/** Longest error in characters. A longer one is a dump; the API's answer about the cell has all of it. */
const MAX_ERROR_LENGTH = 4000;

const shorten = (text: string): string =>
  text.length <= MAX_ERROR_LENGTH ? text : `${text.slice(0, MAX_ERROR_LENGTH)}…`;

/** The cells that are missing, failed or diverged, and the cost of each. */
export function unfinished(rows: readonly UnfinishedRow[], total: number): Markup {
  const shown = rows.slice(0, MAX_ROWS);
  const table = drawTable({
    caption: 'Cells that have not succeeded, and the cost of each so far',
    columns: [
      { title: 'state' },
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
      { title: 'train images', isNumeric: true },
      { title: 'seed', isNumeric: true },
      { title: 'attempts', isNumeric: true },
      { title: 'time', isNumeric: true },
      { title: 'why' },
    ],
    rows: shown.map((row) => [
      row.state,
      row.architecture,
      noiseText(row.corruption, row.labelNoise),
      row.regularizer,
      countText(row.trainImages),
      row.seed,
      row.attempts,
      secondsText(row.seconds),
      shorten(row.error ?? ''),
    ]),
  });
  return markup`${table}${
    total > shown.length &&
    markup`<p>${countOf(total - shown.length, 'more cell')} ${total - shown.length === 1 ? 'is' : 'are'} not shown.</p>
`
  }`;
}
