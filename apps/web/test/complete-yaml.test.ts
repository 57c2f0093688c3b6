import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeYaml, describeYaml } from '../src/editor/yaml/complete-yaml.js';
import type { JsonSchema } from '../src/editor/yaml/json-schema.js';

// The schema that the API serves.
const file = new URL('../../../docs/reference/sweep.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;

/** What may stand at the bar of a text. */
function optionsAt(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  return completeYaml(schema, marked.replace('|', ''), offset).options.map(({ label }) => label);
}

describe('completeYaml', () => {
  it('offers the fields of a sweep', () => {
    expect(optionsAt('|')).toEqual(expect.arrayContaining(['name', 'dataset', 'grid', 'training']));
  });

  it('offers no field that is there already, before or after', () => {
    const options = optionsAt('name: x\n|\ngrid:\n  seed: [1]\n');
    expect(options).not.toContain('name');
    expect(options).not.toContain('grid');
    expect(options).toContain('dataset');
  });

  it.each([
    ['dataset: |', 'cifar10'],
    ['dataset: { name: |', 'cifar10'],
    ['dataset: { name: cifar10, |', 'train'],
    ['grid:\n  |', 'architecture'],
    ['grid:\n  corruption: [none, |', 'random-labels'],
    ['grid:\n  corruption:\n    - |', 'gaussian'],
    ['grid:\n  corruption:\n    - kind: |', 'partial-labels'],
    ['include:\n  - seed: [1]\n    |', 'architecture'],
    ['device: |', 'gpu'],
    ['keepWeights: |', 'true'],
    ['preset: |', 'paper-table-1'],
  ])('at %j offers %s', (marked, option) => {
    expect(optionsAt(marked)).toContain(option);
  });

  it('offers only the fields that go with what is written', () => {
    const options = optionsAt('grid:\n  corruption: [{ kind: partial-labels, |');
    expect(options).toContain('probability');
    expect(options).not.toContain('transitions');
  });
});

describe('describeYaml', () => {
  it('says what a field is', () => {
    const text = 'grid:\n  corruption: [none]\n';
    expect(describeYaml(schema, text, text.indexOf('corruption') + 3)).toMatchObject({
      name: 'corruption',
      about: expect.stringContaining('before training') as string,
    });
  });

  it('says nothing about comments and names that it does not know', () => {
    expect(describeYaml(schema, '# grid: x', 4)).toBeUndefined();
    expect(describeYaml(schema, 'nonsense: x', 1)).toBeUndefined();
  });
});
