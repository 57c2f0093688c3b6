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

  it('demo.yaml is the grid that the README describes', () => {
    const cells = cellsOf('demo.yaml');
    expect(cells).toHaveLength(2 * 6 * 3 + 2);
    const alexnet = cells.filter(({ architecture }) => architectureName(architecture) === 'alexnet-small');
    expect(alexnet.map(({ corruption }) => corruption.kind)).toEqual(['none', 'random-labels']);
    expect(alexnet.map(({ regularizer }) => regularizerName(regularizer))).toEqual(['none', 'none']);
    expect(new Set(cells.map(({ seed }) => seed))).toEqual(new Set([1]));
  });
});
