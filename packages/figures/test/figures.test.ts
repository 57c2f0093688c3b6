import { FIGURE_NAMES } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { listFigures, renderFigure, tablesOf } from '../src/index.js';
import { elementsOf, parseXml, textsOf } from './fixtures/parse-xml.js';
import { LOSS_ROWS } from './fixtures/curves.js';
import { NO_ROWS, ROWS } from './fixtures/rows.js';

const draw = (name: (typeof FIGURE_NAMES)[number], rows = ROWS) => {
  const svg = renderFigure(name, rows);
  if (svg === undefined) throw new Error(`there is no ${name}`);
  return parseXml(svg);
};

/** Series that a path stands for, by their label. */
const labelsOf = (document: ReturnType<typeof draw>, className: string) =>
  elementsOf(document, 'path', className).map((path) => path.getAttribute('data-series'));

/** The points of a path, in pixels. */
const pointsOf = (d: string) =>
  d
    .slice(1)
    .split('L')
    .map((pair) => pair.split(',').map(Number) as [number, number]);

describe('a figure', () => {
  it.each(FIGURE_NAMES)('%s is well-formed, self-contained, and the same for the same rows', (name) => {
    const svg = renderFigure(name, ROWS)!;
    const document = parseXml(svg);
    expect(document.documentElement?.tagName).toBe('svg');
    expect(elementsOf(document, 'title')).toHaveLength(1);
    expect(svg).not.toMatch(/<script|<style|href|url\(|\sid=|NaN|Infinity|undefined|\[object/);
    expect(renderFigure(name, structuredClone(ROWS))).toBe(svg);
  });

  it.each(FIGURE_NAMES)('%s needs the rows of its tables alone', (name) => {
    const own = Object.fromEntries(tablesOf([name]).map((table) => [table, ROWS[table]]));
    expect(renderFigure(name, own)).toBe(renderFigure(name, ROWS));
  });

  it.each(FIGURE_NAMES)('%s says what its axes are', (name) => {
    const document = draw(name);
    const titles = ['x-title', 'y-title'].map((axis) => textsOf(elementsOf(document, 'text', axis))[0]);
    expect(titles).toEqual(
      {
        'figure-1a': ['epoch', 'train loss (nats)'],
        'figure-1b': ['random labels (% of the train set)', 'relative time to overfit (×)'],
        'figure-1c': ['random labels (% of the train set)', 'test error (%)'],
        'label-fit': ['epoch', 'train accuracy (%)'],
        'figure-2b': ['epoch', 'test accuracy (%)'],
        'fit-width': ['train images n', 'weights'],
        'kernel-error': ['train images n', 'test error (%)'],
      }[name],
    );
  });

  it('is left out where there are no rows, or no curve', () => {
    expect(listFigures(ROWS).map(({ name }) => name)).toEqual(FIGURE_NAMES);
    expect(listFigures(NO_ROWS)).toEqual([]);
    for (const name of FIGURE_NAMES) expect(renderFigure(name, NO_ROWS)).toBeUndefined();
    const first = { ...NO_ROWS, figure1a: LOSS_ROWS.filter(({ epoch }) => epoch === 1) };
    expect(renderFigure('figure-1a', first)).toBeUndefined();
  });
});

describe('a figure of two data sets', () => {
  const twice = <Row extends { readonly dataset: string }>(rows: readonly Row[]): readonly Row[] => [
    ...rows.map((row) => ({ ...row, dataset: 'mnist' })),
    ...rows,
  ];
  const rows = {
    ...ROWS,
    figure1a: twice(ROWS.figure1a),
    figure1b: twice(ROWS.figure1b),
    figure1c: twice(ROWS.figure1c),
    figure2b: twice(ROWS.figure2b),
    labelFitOverTime: twice(ROWS.labelFitOverTime),
  };

  it.each(['figure-1a', 'figure-1b', 'figure-1c', 'figure-2b', 'label-fit'] as const)(
    '%s has a panel for each, and the paper’s curves behind those of its data set alone',
    (name) => {
      const panelsOf = (document: ReturnType<typeof draw>) =>
        elementsOf(document, 'g', 'panel').map((panel) => ({
          title: textsOf(elementsOf(panel, 'text', 'panel-title')).join(' '),
          curves: elementsOf(panel, 'path', 'series').length,
          paper: elementsOf(panel, 'path', 'reference').length,
        }));
      const [once] = panelsOf(draw(name));
      expect(once).toMatchObject({ paper: expect.any(Number) as number });
      expect(panelsOf(draw(name, rows))).toEqual([
        { ...once!, title: `${once!.title}, mnist`, paper: 0 },
        { ...once!, title: `${once!.title}, cifar10` },
      ]);
    },
  );
});

describe('figure 1a', () => {
  const LABELS = ['true labels', 'shuffled pixels', 'Gaussian images', 'random pixels', 'random labels'];

  it('has a curve with its label for each corruption, its interval, and the paper’s curve behind it', () => {
    const document = draw('figure-1a');
    expect(labelsOf(document, 'series')).toEqual(LABELS);
    expect(labelsOf(document, 'reference')).toEqual(LABELS);
    expect(elementsOf(document, 'path', 'interval')).toHaveLength(5);
    expect(textsOf(elementsOf(elementsOf(document, 'g', 'labels')[0]!, 'text')).toSorted()).toEqual(
      LABELS.toSorted(),
    );
    expect(textsOf(elementsOf(document, 'text', 'reference-note'))).toEqual(['dashed: the paper’s']);
    const classes = elementsOf(document, 'path').map((path) => path.getAttribute('class'));
    expect(classes.lastIndexOf('reference')).toBeLessThan(classes.indexOf('series'));
    for (const path of elementsOf(document, 'path', 'reference')) {
      expect(path.getAttribute('stroke-dasharray')).not.toBe('');
      expect(Number(path.getAttribute('stroke-opacity'))).toBeLessThan(0.6);
    }
  });

  it('places points where the axes say', () => {
    const [curve] = elementsOf(draw('figure-1a'), 'path', 'series');
    const points = pointsOf(curve?.getAttribute('d') ?? '');
    expect(points).toHaveLength(20);
    // From 62 px at epoch 0 to 550 px at 40, where the paper’s end; from 252 px at a loss of 0 to 34 px at 2.5.
    expect(points[9]?.[0]).toBeCloseTo(62 + (10 / 40) * 488, 1);
    expect(points[0]?.[1]).toBeCloseTo(252 - ((2.3 * Math.exp(-1 / 2)) / 2.5) * 218, 1);
  });

  it('has the paper’s curves whole, behind those of ours that are there', () => {
    const ours = LOSS_ROWS.filter(({ corruption, epoch }) => corruption === 'none' && epoch < 5);
    const document = draw('figure-1a', { ...ROWS, figure1a: ours });
    expect(labelsOf(document, 'reference')).toEqual(['true labels']);
    const [curve] = elementsOf(document, 'path', 'reference');
    expect(pointsOf(curve!.getAttribute('d')!)).toHaveLength(40);
    const few = draw('figure-1c', { ...ROWS, figure1c: ROWS.figure1c.filter((_, index) => index % 5 === 0) });
    const [errors] = elementsOf(few, 'path', 'reference');
    expect(pointsOf(errors!.getAttribute('d')!)).toHaveLength(11);
  });

  it('gives each network and regularizer a panel, and a corruption one colour in all', () => {
    const others = LOSS_ROWS.filter(({ corruption }) => corruption === 'random-labels').map((row) => ({
      ...row,
      architecture: 'mlp-1x512',
      regularizer: 'weight-decay+random-crop',
    }));
    const document = draw('figure-1a', { ...ROWS, figure1a: [...LOSS_ROWS, ...others] });
    expect(textsOf(elementsOf(document, 'text', 'panel-title'))).toEqual([
      'inception-small, no regularizer',
      'mlp-1x512, weight-decay + random-crop',
    ]);
    const colours = elementsOf(document, 'path', 'series')
      .filter((path) => path.getAttribute('data-series') === 'random labels')
      .map((path) => path.getAttribute('stroke'));
    expect(colours).toHaveLength(2);
    expect(new Set(colours).size).toBe(1);
  });

  it('leads from curves to their labels in the margin alone, and tells long labels apart', () => {
    const long = 'random-crop+flip-rotation+weight-decay';
    const rows = ROWS.figure1c.flatMap((row) => [row, { ...row, regularizer: long }]);
    const [labels] = elementsOf(draw('figure-1c', { ...ROWS, figure1c: rows }), 'g', 'labels');
    for (const path of elementsOf(labels!, 'path'))
      for (const [x] of pointsOf(path.getAttribute('d')!)) expect(x).toBeGreaterThan(550);
    const texts = textsOf(elementsOf(labels!, 'text'));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('leaves out what is no number', () => {
    const rows = LOSS_ROWS.map((row) => (row.epoch > 10 ? { ...row, trainLoss: NaN, high: Infinity } : row));
    const [curve] = elementsOf(draw('figure-1a', { ...ROWS, figure1a: rows }), 'path', 'series');
    expect(pointsOf(curve?.getAttribute('d') ?? '')).toHaveLength(10);
  });
});

describe('other figures', () => {
  it('1b has intervals relative to the time on true labels', () => {
    const document = draw('figure-1b');
    const bars = elementsOf(document, 'path', 'interval');
    const marks = elementsOf(document, 'circle');
    expect(bars).toHaveLength(11);
    expect(marks).toHaveLength(11);
    // Without noise, the time is 1 and its interval is 0.9 to 1.1; the axis has 218 px for 1 to 3.5.
    const [, low = 0, high = 0] = /^M[\d.]+,([\d.]+)V([\d.]+)/.exec(bars[0]!.getAttribute('d')!)!.map(Number);
    const middle = Number(marks[0]!.getAttribute('cy'));
    expect(low - middle).toBeCloseTo(middle - high, 1);
    expect(low).toBeGreaterThan(middle);
  });

  it('1c shows shares as percent, and the paper’s curve only where the paper has one', () => {
    const document = draw('figure-1c');
    expect(labelsOf(document, 'series')).toEqual(['inception-small', 'mlp-1x512']);
    expect(labelsOf(document, 'reference')).toEqual(['inception-small']);
    expect(textsOf(elementsOf(document, 'text'))).toEqual(
      expect.arrayContaining(['0 %', '20 %', '80 %', '100 %']),
    );
  });

  it('names the regularizer of a curve where there are several', () => {
    const rows = [...ROWS.figure1c, ...ROWS.figure1c.map((row) => ({ ...row, regularizer: 'dropout' }))];
    expect(labelsOf(draw('figure-1c', { ...ROWS, figure1c: rows }), 'series')).toContain(
      'mlp-1x512, dropout',
    );
  });

  it('the kernel’s level in the paper goes over all numbers of images, which are on a logarithmic axis', () => {
    const document = draw('kernel-error');
    const [level] = elementsOf(document, 'path', 'reference');
    const heights = pointsOf(level?.getAttribute('d') ?? '').map(([, y]) => y);
    expect(heights).toHaveLength(4);
    expect(new Set(heights).size).toBe(1);
    const [curve] = elementsOf(document, 'path', 'series');
    const [a, b, c] = pointsOf(curve?.getAttribute('d') ?? '').map(([x]) => x);
    expect((b! - a!) / (c! - a!)).toBeCloseTo(Math.log10(3), 2);
    expect(textsOf(elementsOf(document, 'text'))).toContain('10,000');
  });

  it('has a panel for each number of train images where there are several, and says so', () => {
    const titlesOf = (name: (typeof FIGURE_NAMES)[number], rows = ROWS) =>
      textsOf(elementsOf(draw(name, rows), 'text', 'panel-title'));
    const twice = <Row extends { readonly trainImages: number }>(rows: readonly Row[]): readonly Row[] => [
      ...rows.map((row) => ({ ...row, trainImages: 1000 })),
      ...rows,
    ];
    const rows = {
      ...ROWS,
      figure1a: twice(ROWS.figure1a),
      figure1b: twice(ROWS.figure1b),
      figure1c: twice(ROWS.figure1c),
      figure2b: twice(ROWS.figure2b),
      labelFitOverTime: twice(ROWS.labelFitOverTime),
    };
    for (const name of ['figure-1a', 'figure-1b', 'figure-1c', 'figure-2b', 'label-fit'] as const) {
      const [title] = titlesOf(name);
      expect(title).not.toContain('train images');
      expect(titlesOf(name, rows)).toEqual([
        `${String(title)}, 1,000 train images`,
        `${String(title)}, 50,000 train images`,
      ]);
      const [one, both] = [draw(name), draw(name, rows)].map((document) => labelsOf(document, 'series'));
      expect(both).toEqual([...one!, ...one!]);
    }
  });

  it('without a paper’s curve there is no note about one', () => {
    expect(elementsOf(draw('label-fit'), 'text', 'reference-note')).toEqual([]);
  });
});
