import { CELL_STATES } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.js';
import { elementsOf, parseXml, textsOf } from './fixtures/parse-xml.js';
import { REPORT } from './fixtures/report.js';
import { NO_ROWS } from './fixtures/rows.js';
import { tableOf } from './fixtures/table-of.js';

const HOSTILE = `</title><script>alert('1')</script><img src="x" onerror="alert(2)"> & \u0007 \ud800`;

describe('a report', () => {
  it('is one well-formed, self-contained document, the same for the same rows', () => {
    const page = renderReport(REPORT);
    const document = parseXml(page);
    expect(textsOf(elementsOf(document, 'h2'))).toEqual([
      'Methods',
      'Results',
      'Rademacher complexity and stability (section 1.3)',
      'Randomization tests (section 2)',
      'The role of regularization (section 3)',
      'Finite-sample expressivity (section 4)',
      'Linear models and kernels (section 5)',
      'Measures',
      'Beside the paper',
      'Missing cells',
    ]);
    expect(elementsOf(document, 'svg')).toHaveLength(8);
    expect(page).not.toMatch(/<script|\s(src|href|on\w+)="(?!#)|url\(|@import|undefined|NaN|\[object/);
    expect(renderReport(structuredClone(REPORT))).toBe(page);
  });

  it('shows what people have typed as text', () => {
    const [row] = REPORT.rows.unfinished;
    const page = renderReport({
      ...REPORT,
      name: HOSTILE,
      rows: { ...REPORT.rows, unfinished: [{ ...row!, error: HOSTILE }] },
    });
    const document = parseXml(page);
    expect(elementsOf(document, 'script')).toEqual([]);
    expect(elementsOf(document, 'img')).toEqual([]);
    const text = HOSTILE.replace('\u0007', '\ufffd').replace('\ud800', '\ufffd');
    expect(textsOf(elementsOf(document, 'h1'))).toEqual([text]);
    expect(tableOf(page, 'Cells that have not succeeded')[0]?.at(-1)).toBe(text);
  });

  it('has ours, the paper’s and the verdict in table 1', () => {
    const [row] = tableOf(renderReport(REPORT), 'Table 1');
    expect(row).toEqual([
      'mlp-1x512',
      'no',
      'yes',
      'true',
      '50,000',
      '99.88 ± 0.04 % (3)',
      '99.80 %',
      '50.12 ± 0.21 % (3)',
      '50.39 %',
      '–, agrees',
    ]);
  });

  it('uses the verdict of table 1 for the same number of train images', () => {
    const [row] = REPORT.rows.table1;
    const table1 = [row!, { ...row!, trainImages: 1000, paperTestAccuracy: null }];
    const rows = tableOf(renderReport({ ...REPORT, rows: { ...REPORT.rows, table1 } }), 'Table 1');
    expect(rows.map((texts) => [texts[4], texts.at(-1)])).toEqual([
      ['50,000', '–, agrees'],
      ['1,000', '–, –'],
    ]);
  });

  it('shows why a number is not judged, and a dash if there is none', () => {
    const [row] = REPORT.rows.paperComparison;
    const time = { ...row!, metric: 'epochs_to_fit', sd: null, bandLow: null, bandHigh: null, paper: 28 };
    const paperComparison = [
      { ...time, ours: 22, n: 2, verdict: 'unclear' },
      { ...time, ours: null, n: 0, verdict: 'unfitted' },
      { ...time, ours: null, atLeast: 50.333333, n: 1, verdict: 'censored' },
    ] as const;
    const page = renderReport({ ...REPORT, rows: { ...REPORT.rows, paperComparison } });
    expect(tableOf(page, 'Our numbers and the paper').map((texts) => texts.slice(-4))).toEqual([
      ['22 (2)', '28', '–', 'unclear'],
      ['–', '28', '–', 'unfitted'],
      ['≥ 50.33', '28', '–', 'censored'],
    ]);
  });

  it('has the tables of sections 4 and 5', () => {
    const page = renderReport(REPORT);
    expect(tableOf(page, 'Theorem 1')).toEqual([
      ['memorizer-2', 'random labels', '100', '100.00 ± 0.00 % (3)', '3.123e-9'],
    ]);
    expect(tableOf(page, 'The smallest MLP')[0]).toEqual(['none', '100', '5', '2 of 3', '11,800', '2,552']);
    const kernels = tableOf(page, 'Linear models and kernels');
    const first = ['mnist', 'kernel', 'true labels', 'none'];
    expect(kernels[0]).toEqual([...first, '1,000', '6.32 % (1)', '–', '31.62', '–', '–']);
    expect(kernels[3]).toEqual([...first, '60,000', '0.82 % (1)', '1.20 %', '244.9', '220', '–']);
  });

  it('has the epochs of figure 1b, and how many cells never fitted', () => {
    const [first, ...others] = REPORT.rows.figure1b;
    const figure1b = [
      { ...first!, epochsToFit: null, epochsAtLeast: 12.5, unfitted: 0, censored: 1 },
      ...others.map((row) => ({ ...row, unfitted: 3, epochsToFit: null, epochsAtLeast: 61, sd: null })),
    ];
    const rows = tableOf(renderReport({ ...REPORT, rows: { ...REPORT.rows, figure1b } }), 'Epochs until');
    expect(rows).toHaveLength(11);
    expect(rows[0]).toEqual(['mlp-1x512', 'none', '50,000', '0 %', '≥ 12.5 (5)', '0', '1', '28']);
    expect(rows[10]?.slice(3)).toEqual(['100 %', '≥ 61 (5)', '3', '0', '56']);
  });

  it('has the other tables', () => {
    const page = renderReport(REPORT);
    expect(tableOf(page, 'Table 4')).toEqual([
      ['alexnet-small', 'weight-decay', '50,000', '–', '2', 'fails to converge'],
    ]);
    expect(tableOf(page, 'Our numbers and the paper')[0]).toEqual([
      'table 1',
      'mlp-1x512',
      'true labels',
      'weight-decay',
      '50,000',
      'test accuracy',
      '50.12 ± 0.21 % (3)',
      '50.39 %',
      '47.89 % to 52.89 %',
      'agrees',
    ]);
    expect(tableOf(page, 'Leak check')).toEqual([
      ['mlp-1x512', 'none', '50,000', '2', '9.80 % to 25.00 %', '10.00 %', '1', '0'],
    ]);
    expect(tableOf(page, 'Early stopping')).toEqual([
      ['mlp-1x512', 'true labels', 'none', '50,000', '2', '53.00 %', '50.00 %', '3.00'],
    ]);
    expect(tableOf(page, 'Kendall')).toEqual([
      ['l2-norm', '0.75 (8)', '−0.50 (4)'],
      ['path-norm', '–', '–'],
    ]);
    expect(tableOf(page, 'Cells that have not succeeded')).toEqual([
      [
        'failed',
        'mlp-1x512',
        'partly random labels, 25 %',
        'none',
        '50,000',
        '7',
        '3',
        '2.0 h',
        'crash: <b>segmentation</b> fault & more',
      ],
    ]);
  });

  it('describes how the sweep was done', () => {
    const [methods] = elementsOf(parseXml(renderReport(REPORT)), 'section');
    const text = textsOf([methods!])[0];
    for (const sentence of [
      'The data are cifar10 (1,000 of 50,000 train and 500 of 10,000 test images, chosen with seed 4).',
      'true labels, uniformly random labels and labels replaced with a uniformly random class, each with a probability of 10 % and 50 %.',
      'Networks: mlp-1x512 and kernel (γ 0.02).',
      'Stochastic gradient descent trains mlp-1x512 from a learning rate of 0.01, multiplied by 0.95 every 391 steps, momentum 0.9, in batches of 128, for at most 60 epochs, or until the train loss is at most 0.01.',
      'Solved, not trained: kernel. Their weight decay λ, if any, is a ridge penalty.',
      'Regularizers: none and weight-decay with random-crop with early-stopping (λ 0.0005, patience 10 epochs).',
      'There are 3 seeds, 1 to 3:',
      'Results were computed by tfjs-node 4.22.0 on a CPU (a CPU; 39 cells), from 2026-11-01 to 2026-11-02.',
    ])
      expect(text).toContain(sentence);
  });

  it('has the numbers of kernels and features', () => {
    const random = { kind: 'random-convolutions', filters: 2048, side: 6 } as const;
    const methods = {
      ...REPORT.methods,
      architectures: [
        { kind: 'kernel', features: { kind: 'gabor' }, gamma: 0.02 },
        { kind: 'kernel', features: random, gamma: 0.0002 },
        { kind: 'kernel', features: random, gamma: 0.0001 },
        { kind: 'linear', features: random, solver: { kind: 'min-norm' } },
        { kind: 'linear', features: { kind: 'raw' }, solver: { kind: 'min-norm' } },
      ],
      regularizers: [{ weightDecay: 0, dropout: 0, augmentation: 'none', patience: null }],
    } as const;
    const page = renderReport({ ...REPORT, methods });
    const filters = '2,048 filters of 6×6 pixels';
    expect(page).toContain(
      `Networks: kernel-gabor (γ 0.02), kernel-random-convolutions (γ 0.0002, ${filters}), ` +
        `kernel-random-convolutions (γ 0.0001, ${filters}), linear-min-norm-random-convolutions (${filters}) and linear-min-norm.`,
    );
    expect(page).toContain(
      'Solved, not trained: kernel-gabor, kernel-random-convolutions, linear-min-norm-random-convolutions and linear-min-norm.',
    );
    expect(page).not.toContain('ridge');
  });

  it('joins numbers of train images, and names a whole data set', () => {
    const [dataset] = REPORT.methods.datasets;
    const textOf = (trains: readonly number[], test: number) =>
      renderReport({
        ...REPORT,
        methods: { ...REPORT.methods, datasets: trains.map((train) => ({ ...dataset!, train, test })) },
      });
    expect(textOf([2000, 500, 1000], 100)).toContain('cifar10 (500, 1,000 and 2,000 of 50,000 train');
    expect(textOf([50_000], 10_000)).toContain('cifar10 (all 50,000 train and 10,000 test images)');
  });

  it('without results says so, and has no section without content', () => {
    const page = renderReport({
      ...REPORT,
      state: 'active',
      counts: { ...REPORT.counts, pending: 30, running: 10, succeeded: 0, failed: 0 },
      methods: { ...REPORT.methods, engines: [], firstFinishedAt: null, lastFinishedAt: null },
      rows: NO_ROWS,
    });
    const document = parseXml(page);
    expect(textsOf(elementsOf(document, 'h2'))).toEqual(['Methods']);
    expect(textsOf(elementsOf(document, 'p', 'notice'))).toEqual([
      '40 cells have no result yet. Everything below is based on the others.',
    ]);
    expect(page).toContain('The sweep is active: of 40 cells, 30 pending and 10 running.');
    expect(page).toContain('No cell has a result yet.');
  });

  it('has every combination of the sweep, named by what distinguishes it, and its results', () => {
    const page = renderReport(REPORT);
    const first = ['mlp-1x512', 'partly random labels, 30 %', 'weight-decay'];
    const numbers = ['1,000', '12.5', '0.0625', '98.00 ± 1.00 % (3)', '30.00 ± 2.00 % (3)'];
    expect(tableOf(page, 'Results')).toEqual([
      [...first, 'weight decay 0.5', ...numbers, '0', '1'],
      [...first, 'weight decay 0.01', ...numbers, '1', '0'],
    ]);
    expect(tableOf(page, 'Rademacher')).toEqual([
      ['cifar10', 'mlp-1x512', 'none', '50,000', '0.998 ± 0.001 (3)'],
    ]);
    expect(tableOf(page, 'Uniform stability')).toEqual([
      ['cifar10', 'mlp-1x512', 'true labels', 'none', '50,000', '5', '4.25', '0.5'],
    ]);
  });

  it('shows which cells are in none of the paper’s tables and figures, and why', () => {
    const noticesOf = (incomparable: typeof REPORT.rows.incomparable) =>
      textsOf(
        elementsOf(
          parseXml(renderReport({ ...REPORT, rows: { ...REPORT.rows, incomparable } })),
          'p',
          'notice',
        ),
      );
    expect(noticesOf([])).toEqual([]);
    expect(noticesOf(REPORT.rows.incomparable)).toEqual([
      '6 cells of the table above are not set up as in the paper, and in no table or figure of its sections: 6 because test labels are corrupted.',
    ]);
    expect(noticesOf([{ reason: 'one train image is left out', cells: 1 }])[0]).toMatch(
      /^1 cell of the table above is/,
    );
  });

  it('starts with its contents, and can be read by keyboard', () => {
    const document = parseXml(renderReport(REPORT));
    const links = elementsOf(elementsOf(document, 'nav')[0]!, 'a');
    const sections = elementsOf(document, 'section');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      sections.map((section) => `#${section.getAttribute('id')!}`),
    );
    expect(textsOf(links)).toEqual(textsOf(elementsOf(document, 'h2')));
    for (const box of [...elementsOf(document, 'div', 'table'), ...elementsOf(document, 'figure')])
      expect(box.getAttribute('tabindex')).toBe('0');
  });

  it('counts one thing in the singular', () => {
    const { training, architecture } = REPORT.methods.trainings[0]!;
    const trainings = [{ architecture, training: { ...training, epochs: 1, decaySteps: 1 } }];
    const engines = [{ ...REPORT.methods.engines[0]!, cells: 1 }];
    const page = renderReport({ ...REPORT, methods: { ...REPORT.methods, trainings, engines } });
    expect(page).toContain(
      'multiplied by 0.95 every step, momentum 0.9, in batches of 128, for at most 1 epoch,',
    );
    expect(page).not.toMatch(/\b1 (epochs|steps|cells)\b/);
  });

  it('shows the whole reason for a failure', () => {
    const [row] = REPORT.rows.unfinished;
    const error = `data: ${'the folder is not there '.repeat(60)}end`;
    const page = renderReport({ ...REPORT, rows: { ...REPORT.rows, unfinished: [{ ...row!, error }] } });
    expect(tableOf(page, 'Cells that have not succeeded')[0]?.at(-1)).toBe(error);
  });

  it('of a sweep without cells says so, and nothing else', () => {
    const none = { count: 0, least: 0, greatest: 0 };
    const page = renderReport({
      ...REPORT,
      cells: 0,
      counts: Object.fromEntries(CELL_STATES.map((state) => [state, 0])) as typeof REPORT.counts,
      methods: {
        ...REPORT.methods,
        datasets: [],
        corruptions: [],
        architectures: [],
        regularizers: [],
        trainings: [],
        seeds: none,
      },
      rows: NO_ROWS,
    });
    const document = parseXml(page);
    expect(textsOf(elementsOf(document, 'p', 'notice'))).toEqual([
      'The sweep has no cells, so there is nothing to report. Either its grid is empty, or its “exclude” removes everything.',
    ]);
    expect(elementsOf(document, 'h2')).toEqual([]);
  });

  it('shows the first hundred of many unfinished cells, and how many more there are', () => {
    const [row] = REPORT.rows.unfinished;
    const rows = { ...REPORT.rows, unfinished: Array.from({ length: 120 }, () => row!) };
    const page = renderReport({
      ...REPORT,
      cells: 5000,
      counts: { ...REPORT.counts, pending: 4960 },
      rows,
    });
    expect(tableOf(page, 'Cells that have not succeeded')).toHaveLength(100);
    expect(page).toContain('<p>4,861 more cells are not shown.</p>');
  });
});
