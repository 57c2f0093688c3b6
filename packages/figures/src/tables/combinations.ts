import type { CombinationRow } from '@rote/domain';
import { markup, type Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { otherDifferences } from '../wording/combination-names.js';
import { countOf, countText, meanShareText, significantText } from '../wording/number-text.js';
import { type Column, drawTable } from './draw-table.js';

const MAX_ROWS = 500;

/** Columns that only some sweeps need. */
interface OptionalColumn {
  readonly column: Column;
  readonly isShown: boolean;
  readonly textOf: (row: CombinationRow) => string;
}

/** Everything that a sweep varies except its seeds, and the results: each cell is in one row. */
export function combinations(rows: readonly CombinationRow[]): Markup {
  const others = otherDifferences(rows);
  const has = (isSo: (row: CombinationRow) => boolean): boolean => rows.some(isSo);
  const optional: readonly OptionalColumn[] = [
    {
      column: { title: 'images' },
      isShown: new Set(rows.map(({ dataset }) => dataset)).size > 1,
      textOf: ({ dataset }) => dataset,
    },
    {
      column: { title: 'and' },
      isShown: [...others.values()].some((text) => text !== ''),
      textOf: ({ combination }) => others.get(combination) ?? '',
    },
    {
      column: { title: 'diverged', isNumeric: true },
      isShown: has(({ diverged }) => diverged > 0),
      textOf: ({ diverged }) => countText(diverged),
    },
    {
      column: { title: 'no result', isNumeric: true },
      isShown: has(({ unfinished }) => unfinished > 0),
      textOf: ({ unfinished }) => countText(unfinished),
    },
  ];
  const [images, and, ...counts] = optional.map((each) => (each.isShown ? [each] : []));
  const columnsOf = (each: readonly OptionalColumn[] = []): readonly Column[] =>
    each.map(({ column }) => column);
  const textsOf = (row: CombinationRow, each: readonly OptionalColumn[] = []): readonly string[] =>
    each.map(({ textOf }) => textOf(row));
  const table = drawTable({
    caption:
      'Results: every combination of the sweep, over all its seeds, after the last epoch; mean ± standard deviation of the cells that succeeded (cells)',
    columns: [
      ...columnsOf(images),
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
      ...columnsOf(and),
      { title: 'train images', isNumeric: true },
      { title: 'epochs', isNumeric: true },
      { title: 'train loss', isNumeric: true },
      { title: 'train', isNumeric: true },
      { title: 'test', isNumeric: true },
      ...columnsOf(counts.flat()),
    ],
    rows: rows
      .slice(0, MAX_ROWS)
      .map((row) => [
        ...textsOf(row, images),
        row.architecture,
        noiseText(row.corruption, row.labelNoise),
        row.regularizer,
        ...textsOf(row, and),
        countText(row.trainImages),
        significantText(row.epochs),
        significantText(row.trainLoss),
        meanShareText(row.trainAccuracy, row.trainSd, row.n),
        meanShareText(row.testAccuracy, row.testSd, row.n),
        ...textsOf(row, counts.flat()),
      ]),
  });
  const more = rows.length - MAX_ROWS;
  return markup`${table}${
    more > 0 &&
    markup`<p>${countOf(more, 'more combination')} ${more === 1 ? 'is' : 'are'} not shown; data/combinations.csv has all.</p>
`
  }`;
}
