import { expect, it } from 'vitest';
import { renderReport, renderTable } from '../src/index.js';
import { elementsOf, parseXml } from './fixtures/parse-xml.js';
import { REPORT } from './fixtures/report.js';
import { ROWS } from './fixtures/rows.js';

it.each(['table-1', 'paper-comparison'] as const)('%s is the one of the report', (name) => {
  const table = renderTable(name, ROWS)!;
  expect(elementsOf(parseXml(table), 'tr').length).toBeGreaterThan(1);
  expect(renderReport({ ...REPORT, rows: ROWS })).toContain(table);
});

it.each(['table-1', 'paper-comparison'] as const)('%s is nothing without rows', (name) => {
  expect(renderTable(name, {})).toBeUndefined();
});

it('text in a table stays text', () => {
  const [row] = ROWS.table1;
  const table = renderTable('table-1', { table1: [{ ...row!, architecture: '<img src="x">' }] });
  expect(table).toContain('&lt;img src=&quot;x&quot;&gt;');
  expect(table).not.toContain('<img');
});
