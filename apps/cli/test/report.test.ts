import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeFinding } from '../src/report/describe-finding.js';
import { describeMissing } from '../src/report/describe-missing.js';
import { resultRowsOf } from '../src/report/result-row.js';
import { summaryTable } from '../src/report/summary-table.js';
import { writeReport } from '../src/report/write-report.js';

const COLUMNS =
  'cell,state,architecture,corruption,label_noise,regularizer,train_images,seed,train_accuracy,test_accuracy,epochs_to_fit,epochs,seconds,error'.split(
    ',',
  );
const rowsOf = (...lines: readonly string[]) => ({
  columns: COLUMNS,
  rows: lines.map((line) => line.split(',').map((value) => (value === '' ? null : value))),
});
const FITTED = 'c1,succeeded,mlp-1x512,none,0,none,1000,1,1,0.41,12,14,3.21,';
const RANDOM = 'c2,succeeded,mlp-1x512,random-labels,1,none,1000,1,0.994,0.098,21,60,9.87,';
const PARTIAL = 'c3,succeeded,mlp-1x512,partial-labels,0.5,none,1000,1,1,0.2,18,20,4,';
const DIVERGED = 'c4,diverged,mlp-1x512,gaussian,0,none,1000,1,,,,0,0.5,';
const FAILED = 'c5,failed,mlp-1x512,none,0,weight-decay,1000,1,,,,,,the trainer crashed';

describe('summaryTable', () => {
  it('shows accuracies in percent, and the seed or the state only where they differ', () => {
    expect(summaryTable(resultRowsOf(rowsOf(FITTED, PARTIAL)))).toEqual({
      columns: [
        'architecture',
        'corruption',
        'regularizer',
        'train accuracy',
        'test accuracy',
        'epochs to fit',
        'epochs',
        'seconds',
      ],
      rows: [
        ['mlp-1x512', 'none', 'none', '100.0 %', '41.0 %', 12, 14, '3.2'],
        ['mlp-1x512', 'partial-labels 0.5', 'none', '100.0 %', '20.0 %', 18, 20, '4.0'],
      ],
    });
  });

  it('shows the number of train images where there are several', () => {
    const { columns, rows } = summaryTable(
      resultRowsOf(rowsOf(FITTED, FITTED.replace('1000', '2000').replace('0.41', '0.45'))),
    );
    expect(columns.slice(2, 5)).toEqual(['regularizer', 'train images', 'train accuracy']);
    expect(rows.map((row) => row.slice(3, 6))).toEqual([
      [1000, '100.0 %', '41.0 %'],
      [2000, '100.0 %', '45.0 %'],
    ]);
  });

  it('leaves empty what a cell without a result does not have', () => {
    const { columns, rows } = summaryTable(resultRowsOf(rowsOf(DIVERGED, FAILED)));
    expect(columns).toContain('state');
    expect(rows).toEqual([
      ['mlp-1x512', 'gaussian', 'none', 'diverged', '', '', null, 0, '0.5'],
      ['mlp-1x512', 'none', 'weight-decay', 'failed', '', '', null, null, ''],
    ]);
  });
});

describe('describeFinding', () => {
  it('sets true labels against random ones', () => {
    expect(describeFinding(resultRowsOf(rowsOf(FITTED, RANDOM)))).toBe(
      'Without a regularizer:\n' +
        '  true labels:   train 100.0 %, test 41.0 %\n' +
        '  random labels: train 99.4 %, test 9.8 % (chance is 10 %)',
    );
  });

  it('says nothing where there is nothing to compare', () => {
    expect(describeFinding(resultRowsOf(rowsOf(FITTED, DIVERGED, FAILED)))).toBeUndefined();
    expect(describeFinding([])).toBeUndefined();
  });
});

it('describeMissing names the cells without a result, and why', () => {
  expect(describeMissing(resultRowsOf(rowsOf(FITTED, DIVERGED, FAILED)))).toEqual([
    'failed: mlp-1x512, none, weight-decay, seed 1 (cell c5): the trainer crashed',
  ]);
});

it('writeReport writes every column as CSV', async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'rote-report-'));
  onTestFinished(() => rm(stateDir, { recursive: true }));
  const file = await writeReport(stateDir, 'some-sweep', rowsOf(FAILED));
  expect(file).toBe(path.join(stateDir, 'reports', 'some-sweep.csv'));
  expect(await readFile(file, 'utf8')).toBe(`${COLUMNS.join(',')}\n${FAILED}\n`);
});
