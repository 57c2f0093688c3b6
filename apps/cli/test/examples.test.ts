import { readdirSync, readFileSync } from 'node:fs';
import { parseYaml } from '@rote/contracts';
import { architectureName, expandSweep, parseSweepSpec, regularizerName } from '@rote/domain';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../../examples/', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => /\.(ya?ml|json)$/.test(file));
const cellsOf = (file: string) =>
  [...expandSweep(parseSweepSpec(parseYaml(readFileSync(new URL(file, FOLDER), 'utf8'), file)))].map(
    ({ cell }) => cell,
  );

describe('examples', () => {
  it.each(files)('%s is a sweep', (file) => {
    expect(cellsOf(file).length).toBeGreaterThan(0);
  });

  it.each(files)('%s says what it shows, what to expect and what it costs', (file) => {
    const head = readFileSync(new URL(file, FOLDER), 'utf8').split('\nname: ')[0]!;
    expect(head).toMatch(/^# What it shows: /m);
    expect(head).toMatch(/^# Cost: /m);
    if (file !== 'demo.yaml') expect(head).toMatch(/^# Expected/m);
  });

  it('have distinct names', () => {
    const names = files.map(
      (file) => parseSweepSpec(parseYaml(readFileSync(new URL(file, FOLDER), 'utf8'), file)).name,
    );
    expect(new Set(names).size).toBe(files.length);
  });

  // ImageNet has no part that may be redistributed.
  const ofThePaper = files.filter((file) => !/-small|demo|table-2/.test(file));

  it.each(ofThePaper)(
    '%s has a small form with the same corruptions, regularizers and architectures',
    (file) => {
      const full = cellsOf(file);
      const small = cellsOf(file.replace('.yaml', '-small.yaml'));
      const kinds = (cells: typeof full) => ({
        datasets: new Set(cells.map(({ dataset }) => dataset.name)),
        corruptions: new Set(cells.map(({ corruption }) => corruption.kind)),
        regularizers: new Set(cells.map(({ regularizer }) => regularizerName(regularizer))),
        architectures: new Set(cells.map(({ architecture }) => architecture.kind)),
      });
      expect(kinds(small)).toEqual(kinds(full));
      expect(small.length).toBeLessThanOrEqual(full.length);
    },
  );

  it('table-1.yaml has the 19 rows of the paper, figure-1bc.yaml 11 levels for three networks', () => {
    expect(cellsOf('table-1.yaml')).toHaveLength(19);
    expect(cellsOf('table-1-small.yaml')).toHaveLength(19);
    expect(cellsOf('figure-1bc.yaml')).toHaveLength(33);
  });

  it('demo.yaml is the grid that the README describes', () => {
    const cells = cellsOf('demo.yaml');
    expect(cells).toHaveLength(2 * 6 * 3 + 2);
    const alexnet = cells.filter(({ architecture }) => architectureName(architecture) === 'alexnet-small');
    expect(alexnet.map(({ corruption }) => corruption.kind)).toEqual(['none', 'random-labels']);
    expect(alexnet.map(({ regularizer }) => regularizerName(regularizer))).toEqual(['none', 'none']);
    expect(new Set(cells.map(({ seed }) => seed))).toEqual(new Set([1]));
  });
});
