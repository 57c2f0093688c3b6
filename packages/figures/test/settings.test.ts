import type { ReportRows } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { renderFigure, renderReport } from '../src/index.js';
import { elementsOf, parseXml, textsOf } from './fixtures/parse-xml.js';
import { REPORT } from './fixtures/report.js';
import { ROWS } from './fixtures/rows.js';
import { tableOf } from './fixtures/table-of.js';

const [ONE, OTHER] = ['0123abcd', '89abcdef'];

/** Every row twice, each with its own settings. */
const twice = <Row extends object>(
  rows: readonly Row[],
): readonly (Row & { readonly settings: string })[] => [
  ...rows.map((row) => ({ ...row, settings: ONE })),
  ...rows.map((row) => ({ ...row, settings: OTHER })),
];

const TWICE: ReportRows = {
  ...ROWS,
  figure1a: twice(ROWS.figure1a),
  figure1b: twice(ROWS.figure1b),
  figure1c: twice(ROWS.figure1c),
  figure2b: twice(ROWS.figure2b),
  labelFitOverTime: twice(ROWS.labelFitOverTime),
  kernelSection: twice(ROWS.kernelSection),
  theorem1: twice(ROWS.theorem1),
  fitWidth: twice(ROWS.fitWidth),
  table1: twice(ROWS.table1),
  table4: twice(ROWS.table4),
  leakCheck: twice(ROWS.leakCheck),
  earlyStoppingGain: twice(ROWS.earlyStoppingGain),
  paperComparison: twice(ROWS.paperComparison),
};

describe('a figure of cells with two learning rates', () => {
  const curvesOf = (
    name: 'figure-1a' | 'figure-1b' | 'figure-1c' | 'figure-2b' | 'fit-width' | 'kernel-error',
  ) => {
    const pathsOf = (rows: ReportRows, kind: string) =>
      elementsOf(parseXml(renderFigure(name, rows)!), 'path', kind).map((path) =>
        path.getAttribute('data-series'),
      );
    return { once: pathsOf(ROWS, 'series'), twice: pathsOf(TWICE, 'series'), pathsOf };
  };

  it.each(['figure-1a', 'figure-1b', 'figure-1c', 'figure-2b', 'fit-width', 'kernel-error'] as const)(
    '%s has a curve for each, and names its settings',
    (name) => {
      const curves = curvesOf(name);
      expect(curves.once.join()).not.toContain('settings');
      expect(curves.twice.toSorted()).toEqual(
        curves.once
          .flatMap((label) => [ONE, OTHER].map((settings) => `${label!}, settings ${settings}`)) // which are unknown
          .toSorted(),
      );
    },
  );

  it.each(['figure-1a', 'figure-1b', 'figure-1c', 'figure-2b'] as const)(
    '%s has one curve of the paper behind both',
    (name) => {
      const { pathsOf } = curvesOf(name);
      expect(pathsOf(TWICE, 'reference')).toHaveLength(pathsOf(ROWS, 'reference').length);
    },
  );

  it('has a panel for each if labels are fitted over time', () => {
    const titlesOf = (rows: ReportRows) =>
      textsOf(elementsOf(parseXml(renderFigure('label-fit', rows)!), 'text', 'panel-title'));
    const [title] = titlesOf(ROWS);
    expect(titlesOf(TWICE)).toEqual([`${title!}, settings ${ONE}`, `${title!}, settings ${OTHER}`]);
  });

  it('names the settings only of the curves that need it', () => {
    const [noise] = ROWS.figure1a.filter(({ corruption }) => corruption === 'random-labels');
    const second = { ...noise!, settings: OTHER };
    const rows = { ...ROWS, figure1a: [...ROWS.figure1a, second, { ...second, epoch: 2 }] };
    const labels = elementsOf(parseXml(renderFigure('figure-1a', rows)!), 'path', 'series').map((path) =>
      path.getAttribute('data-series'),
    );
    expect(labels.filter((label) => label?.includes('settings'))).toEqual([
      `random labels, settings ${ONE}`,
      `random labels, settings ${OTHER}`,
    ]);
  });
});

describe('the tables of cells with two learning rates', () => {
  const pageOf = (rows: ReportRows) => renderReport({ ...REPORT, rows });

  it.each([
    ['Table 1', 4],
    ['Table 4', 2],
    ['Early stopping', 3],
    ['Leak check', 2],
    ['Theorem 1', 2],
    ['The smallest MLP', 1],
    ['Linear models', 4],
    ['Epochs until', 2],
    ['Our numbers and the paper', 4],
  ])('%s has rows for each, and a column for their settings', (caption, column) => {
    const once = tableOf(pageOf(ROWS), caption);
    const both = tableOf(pageOf(TWICE), caption);
    expect(both).toEqual(
      [ONE, OTHER].flatMap((settings) => once.map((row) => row.toSpliced(column, 0, `settings ${settings}`))),
    );
  });

  it('shows what settings are, for networks that have several', () => {
    const [row] = ROWS.settings;
    const spec = (learningRate: number, stop: object) =>
      JSON.stringify({ dataset: { name: 'cifar10' }, training: { learningRate, stop } });
    const settings = [
      { ...row!, spec: spec(0.1, { trainLoss: null }) },
      { ...row!, settings: OTHER, spec: spec(0.01, { trainLoss: 0.5 }) },
      { ...row!, regularizer: 'dropout' },
    ];
    expect(tableOf(pageOf({ ...TWICE, settings }), 'Settings')).toEqual([
      [ONE, 'mlp-1x512', 'none', 'learning rate 0.1, stop train loss none'],
      [OTHER, 'mlp-1x512', 'none', 'learning rate 0.01, stop train loss 0.5'],
    ]);
    expect(pageOf(ROWS)).not.toContain('Settings');
    const [first] = tableOf(pageOf({ ...TWICE, settings }), 'Table 1');
    expect(first?.[4]).toBe('learning rate 0.1, stop train loss none');
    const labels = elementsOf(parseXml(renderFigure('figure-1b', { ...TWICE, settings })!), 'path', 'series');
    expect(labels.map((path) => path.getAttribute('data-series'))).toEqual([
      'mlp-1x512, learning rate 0.1, stop train loss none',
      'mlp-1x512, learning rate 0.01, stop train loss 0.5',
    ]);
  });

  it('table 1 has the verdict for each', () => {
    const [row] = ROWS.paperComparison;
    const paperComparison = [
      { ...row!, settings: ONE, verdict: 'differs' },
      { ...row!, settings: OTHER, verdict: 'agrees' },
    ] as const;
    const rows = tableOf(pageOf({ ...TWICE, paperComparison }), 'Table 1');
    expect(rows.map((texts) => texts.at(-1))).toEqual(['–, differs', '–, agrees']);
  });

  it('ranks measures by the number of train images if there are several', () => {
    const [row] = ROWS.measureCorrelation;
    const measureCorrelation = [row!, { ...row!, trainImages: 1000, tau: 0.25 }];
    expect(tableOf(pageOf({ ...ROWS, measureCorrelation }), 'Kendall')).toEqual([
      ['l2-norm', 'cifar10, 50,000', '0.75 (8)'],
      ['l2-norm', 'cifar10, 1,000', '0.25 (8)'],
    ]);
  });
});
