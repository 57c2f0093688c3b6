import { FIGURE_NAMES } from '@rote/domain';
import * as fc from 'fast-check';
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

/** The labels of the series that paths represent. */
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

  it.each(FIGURE_NAMES)('%s needs only the rows of its tables', (name) => {
    const own = Object.fromEntries(tablesOf([name]).map((table) => [table, ROWS[table]]));
    expect(renderFigure(name, own)).toBe(renderFigure(name, ROWS));
  });

  it.each(FIGURE_NAMES)('%s names its axes', (name) => {
    const document = draw(name);
    const titles = ['x-title', 'y-title'].map((axis) => textsOf(elementsOf(document, 'text', axis))[0]);
    expect(titles).toEqual(
      {
        'learning-curves': ['epoch', 'train loss'],
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

  it('is omitted if there are no rows, or no curve', () => {
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
    '%s has a panel for each, with the paper’s curves only behind those of its own data set',
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
    // From 76 px at epoch 0 to 550 px at 40, where the paper’s end; from 252 px at a loss of 0 to 34 px at 2.5.
    expect(points[9]?.[0]).toBeCloseTo(76 + (10 / 40) * 474, 1);
    expect(points[0]?.[1]).toBeCloseTo(252 - ((2.3 * Math.exp(-1 / 2)) / 2.5) * 218, 1);
  });

  it('has the paper’s whole curves behind those of ours that exist', () => {
    const ours = LOSS_ROWS.filter(({ corruption, epoch }) => corruption === 'none' && epoch < 5);
    const document = draw('figure-1a', { ...ROWS, figure1a: ours });
    expect(labelsOf(document, 'reference')).toEqual(['true labels']);
    const [curve] = elementsOf(document, 'path', 'reference');
    expect(pointsOf(curve!.getAttribute('d')!)).toHaveLength(40);
    const few = draw('figure-1c', { ...ROWS, figure1c: ROWS.figure1c.filter((_, index) => index % 5 === 0) });
    const [errors] = elementsOf(few, 'path', 'reference');
    expect(pointsOf(errors!.getAttribute('d')!)).toHaveLength(11);
  });

  it('gives each network and regularizer a panel, and a corruption one color in all', () => {
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
    const colors = elementsOf(document, 'path', 'series')
      .filter((path) => path.getAttribute('data-series') === 'random labels')
      .map((path) => path.getAttribute('stroke'));
    expect(colors).toHaveLength(2);
    expect(new Set(colors).size).toBe(1);
  });

  it('connects curves to their labels in the margin, with dots if a curve ends early, and keeps long labels distinct', () => {
    const long = 'random-crop+flip-rotation+weight-decay';
    const rows = ROWS.figure1c.flatMap((row) => [row, { ...row, regularizer: long }]);
    const [labels] = elementsOf(draw('figure-1c', { ...ROWS, figure1c: rows }), 'g', 'labels');
    const solid = elementsOf(labels!, 'path').filter((path) => !path.hasAttribute('stroke-dasharray'));
    for (const path of solid)
      for (const [x] of pointsOf(path.getAttribute('d')!)) expect(x).toBeGreaterThan(550);
    const texts = textsOf(elementsOf(labels!, 'text'));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('connects by dots from the end of a curve that stops early', () => {
    const early = LOSS_ROWS.filter(({ corruption, epoch }) => corruption !== 'none' || epoch <= 5);
    const document = draw('figure-1a', { ...ROWS, figure1a: early });
    const [curve] = elementsOf(document, 'path', 'series').filter(
      (path) => path.getAttribute('data-series') === 'true labels',
    );
    const [end] = pointsOf(curve!.getAttribute('d')!).slice(-1);
    const [labels] = elementsOf(document, 'g', 'labels');
    const leaders = elementsOf(labels!, 'path')
      .filter((path) => path.hasAttribute('stroke-dasharray'))
      .map((path) => /^M([\d.]+),([\d.]+)H554$/.exec(path.getAttribute('d')!)!.slice(1).map(Number));
    expect(leaders).toContainEqual([
      expect.closeTo(end![0] + 4, 1) as number,
      expect.closeTo(end![1], 1) as number,
    ]);
  });

  it('omits what is not a number', () => {
    const rows = LOSS_ROWS.map((row) => (row.epoch > 10 ? { ...row, trainLoss: NaN, high: Infinity } : row));
    const [curve] = elementsOf(draw('figure-1a', { ...ROWS, figure1a: rows }), 'path', 'series');
    expect(pointsOf(curve?.getAttribute('d') ?? '')).toHaveLength(10);
  });
});

/** The numbers at the ticks of an axis: y at the left, x at the bottom. */
const ticksOf = (panel: Parameters<typeof elementsOf>[0], anchor: 'end' | 'middle') =>
  elementsOf(elementsOf(panel, 'g', 'axes')[0]!, 'text')
    .filter((text) => text.getAttribute('text-anchor') === anchor && !text.hasAttribute('class'))
    .map((text) => Number(text.textContent!.replace(' %', '').replaceAll(',', '').replace('−', '-')));

describe('the axes of any figure', () => {
  const real = fc.double({ min: -10, max: 10, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const interval = fc.option(
    fc.tuple(real, real).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    {
      nil: null,
    },
  );
  const points = fc.array(fc.tuple(share, interval), { minLength: 2, maxLength: 20 });

  it.each([
    'figure-1a',
    'figure-1b',
    'figure-1c',
    'figure-2b',
    'label-fit',
    'learning-curves',
    'kernel-error',
  ] as const)('%s go no further than the quantity can', (name) => {
    fc.assert(
      fc.property(points, (given) => {
        const rows = given.map(([value, limits], index) => {
          const [low, high] = limits ?? [null, null];
          const own = { low, high, cleanLow: low, cleanHigh: high, corruptedLow: low, corruptedHigh: high };
          const singles = { singles: null, cleanSingles: null, corruptedSingles: null };
          const values = {
            trainLoss: 9 * value,
            relativeTime: 5 * value,
            testError: value,
            testAccuracy: value,
            trainAccuracy: value,
            cleanTrainAccuracy: value,
            corruptedTrainAccuracy: value,
          };
          const curve = {
            trainLossLow: low,
            trainLossHigh: high,
            trainLow: low,
            trainHigh: high,
            testLow: low,
            testHigh: high,
            trainLossSingles: null,
            trainSingles: null,
            testSingles: null,
          };
          return {
            ...own,
            ...singles,
            ...values,
            ...curve,
            epoch: index + 1,
            labelNoise: index / given.length,
            trainImages: 10 + index,
          };
        });
        const [table] = tablesOf([name]);
        const [first] = ROWS[table!];
        // Each figure reads the columns of its own rows; additional ones do no harm.
        const own = Object.keys(first!);
        const picked = rows.map((row) => ({
          ...first,
          ...Object.fromEntries(
            Object.entries(row).filter(
              ([key]) =>
                own.includes(key) &&
                (key !== 'trainImages' || name === 'kernel-error') &&
                (key !== 'labelNoise' || table !== 'labelFitOverTime') &&
                (key !== 'labelNoise' || name !== 'kernel-error'),
            ),
          ),
        }));
        const svg = renderFigure(name, {
          combinations: ROWS.combinations,
          [table!]: picked,
        });
        const document = parseXml(svg!);
        for (const panel of elementsOf(document, 'g', 'panel')) {
          const isShare = textsOf(elementsOf(panel, 'text', 'y-title'))[0]!.endsWith('(%)');
          for (const tick of ticksOf(panel, 'end')) {
            expect(tick).toBeGreaterThanOrEqual(0);
            if (isShare) expect(tick).toBeLessThanOrEqual(100);
          }
          if (textsOf(elementsOf(panel, 'text', 'x-title'))[0] === 'epoch')
            for (const tick of ticksOf(panel, 'middle')) expect(Number.isInteger(tick)).toBe(true);
          // Bands and bars stay within the plot.
          for (const path of elementsOf(panel, 'path', 'interval'))
            for (const [, y] of path.getAttribute('d')!.matchAll(/,(-?[\d.]+)/g)) {
              expect(Number(y)).toBeGreaterThanOrEqual(33.9);
              expect(Number(y)).toBeLessThanOrEqual(252.1);
            }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('learning curves', () => {
  it('have a panel for each quantity, and a curve for each combination named by what distinguishes it', () => {
    const document = draw('learning-curves');
    expect(textsOf(elementsOf(document, 'text', 'panel-title'))).toEqual([
      'Train loss',
      'Train accuracy',
      'Test accuracy',
    ]);
    expect(labelsOf(document, 'series').slice(0, 2)).toEqual([
      'mlp-1x512, weight decay 0.5',
      'mlp-1x512, weight decay 0.01',
    ]);
  });

  it('of many combinations are in panels of as many curves as there are colors', () => {
    const many = Array.from({ length: 20 }, (_, index) => String(index));
    const rows = {
      combinations: many.map((combination) => ({
        ...ROWS.combinations[0]!,
        combination,
        labelNoise: Number(combination) / 20,
      })),
      combinationCurves: many.flatMap((combination) =>
        ROWS.combinationCurves.slice(0, 3).map((row) => ({ ...row, combination })),
      ),
    };
    const document = parseXml(renderFigure('learning-curves', rows)!);
    const panels = elementsOf(document, 'g', 'panel').map(
      (panel) => elementsOf(panel, 'path', 'series').length,
    );
    expect(panels).toEqual([7, 7, 7, 7, 7, 7, 6, 6, 6]);
  });
});

describe('a mean over fewer than four seeds', () => {
  /** The dots of a curve, in pixels. */
  const dotsOf = (path: ReturnType<typeof elementsOf>[number]) =>
    [...path.getAttribute('d')!.matchAll(/M(-?[\d.]+),(-?[\d.]+)h0/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );

  it('is drawn with a dot for each, and no interval', () => {
    const document = draw('learning-curves');
    expect(elementsOf(document, 'path', 'interval')).toEqual([]);
    const dots = elementsOf(document, 'path', 'singles');
    const curves = elementsOf(document, 'path', 'series');
    expect(dots).toHaveLength(curves.length);
    dots.forEach((path, index) => {
      expect(path.getAttribute('stroke')).toBe(curves[index]!.getAttribute('stroke'));
      const points = pointsOf(curves[index]!.getAttribute('d')!);
      const places = dotsOf(path);
      expect(places).toHaveLength(2 * points.length);
      // Two seeds are equally far from their mean.
      points.forEach(([x, y], at) => {
        const [[left, below], [right, above]] = places.slice(2 * at, 2 * at + 2) as [
          readonly [number, number],
          readonly [number, number],
        ];
        expect([left, right]).toEqual([x, x]);
        expect((below + above) / 2).toBeCloseTo(y, 1);
        expect(below).toBeGreaterThan(above);
      });
    });
  });

  it('has an axis that follows the seeds, not the interval that they would have', () => {
    const rows = ROWS.figure1a.map((row) => ({
      ...row,
      n: 2,
      low: 0,
      high: 12.7 * row.trainLoss,
      singles: [0.9 * row.trainLoss, 1.1 * row.trainLoss],
    }));
    const [panel] = elementsOf(draw('figure-1a', { ...ROWS, figure1a: rows }), 'g', 'panel');
    expect(Math.max(...ticksOf(panel!, 'end'))).toBeLessThan(3);
  });

  it('shows them relative to the time on true labels, like the mean', () => {
    const rows = ROWS.figure1b.map((row) => ({
      ...row,
      n: 2,
      singles: [row.epochsToFit! - 1, row.epochsToFit! + 1],
    }));
    const document = draw('figure-1b', { ...ROWS, figure1b: rows });
    const [path] = elementsOf(document, 'path', 'singles');
    const [circle] = elementsOf(document, 'circle');
    const [[, low], [, high]] = dotsOf(path!) as [readonly [number, number], readonly [number, number]];
    // Without noise, the time is 1 and the two are 0.9 and 1.1.
    const middle = Number(circle!.getAttribute('cy'));
    expect(low - middle).toBeCloseTo(middle - high, 1);
    expect(low).toBeGreaterThan(middle);
  });

  it('of one seed is the curve itself', () => {
    const document = draw('figure-2b');
    expect(elementsOf(document, 'path', 'singles')).toEqual([]);
    expect(elementsOf(document, 'path', 'interval')).toEqual([]);
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

  it('1c shows shares as percent, and the paper’s curve only if the paper has one', () => {
    const document = draw('figure-1c');
    expect(labelsOf(document, 'series')).toEqual(['inception-small', 'mlp-1x512']);
    expect(labelsOf(document, 'reference')).toEqual(['inception-small']);
    expect(textsOf(elementsOf(document, 'text'))).toEqual(
      expect.arrayContaining(['0 %', '20 %', '80 %', '100 %']),
    );
  });

  it('names the regularizer of a curve if there are several', () => {
    const rows = [...ROWS.figure1c, ...ROWS.figure1c.map((row) => ({ ...row, regularizer: 'dropout' }))];
    expect(labelsOf(draw('figure-1c', { ...ROWS, figure1c: rows }), 'series')).toContain(
      'mlp-1x512, dropout',
    );
  });

  it('the paper’s level of a kernel spans all numbers of images, on a logarithmic axis', () => {
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

  it('has a panel for each number of train images if there are several, and names it', () => {
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

  it('has no note about a paper’s curve if there is none', () => {
    expect(elementsOf(draw('label-fit'), 'text', 'reference-note')).toEqual([]);
  });
});
