import { describe, expect, it } from 'vitest';
import { yamlPlaceAt } from '../src/editor/yaml/place-at.js';

/** The place of the bar in a text. */
function placeIn(marked: string): { path: string; kind: string; word: string; siblings: string[] } {
  const offset = marked.indexOf('|');
  const { path, kind, word, siblings } = yamlPlaceAt(marked.replace('|', ''), offset);
  return { path: path.join('/'), kind, word, siblings: [...siblings.keys()] };
}

describe('yamlPlaceAt', () => {
  it.each([
    ['a key at the top', 'name: x\ngr|', '', 'key', 'gr', ['name']],
    ['an empty text', '|', '', 'either', '', []],
    ['an empty line at the top', 'name: x\n|', '', 'key', '', ['name']],
    ['a value', 'name: x\ndevice: g|', 'device', 'value', 'g', []],
    ['a value that has not begun', 'device: |', 'device', 'value', '', []],
    ['the first key of a mapping', 'grid:\n  |', 'grid', 'either', '', []],
    ['a further key of a mapping', 'grid:\n  seed: [1]\n  arch|', 'grid', 'key', 'arch', ['seed']],
    ['a key after a deeper mapping', 'grid:\n  stop:\n    trainLoss: 1\n  s|', 'grid', 'key', 's', ['stop']],
    [
      'an item of a list',
      'grid:\n  corruption:\n    - none\n    - ran|',
      'grid/corruption/1',
      'either',
      'ran',
      [],
    ],
    [
      'an item at the column of its key',
      'grid:\n  corruption:\n  - none\n  - |',
      'grid/corruption/1',
      'either',
      '',
      [],
    ],
    ['a key after such a list', 'grid:\n  corruption:\n  - none\n  se|', 'grid', 'key', 'se', ['corruption']],
    ['a key in an item', 'include:\n  - seed: [1]\n    arch|', 'include/0', 'key', 'arch', ['seed']],
    [
      'a key in the second item',
      'include:\n  - seed: [1]\n  - seed: [2]\n    x|',
      'include/1',
      'key',
      'x',
      ['seed'],
    ],
    ['an item in brackets', 'grid:\n  corruption: [none, ran|', 'grid/corruption/1', 'value', 'ran', []],
    ['a key in braces', 'grid:\n  corruption: [none, { ki|', 'grid/corruption/1', 'key', 'ki', []],
    ['a value in braces', 'dataset: { name: cif|', 'dataset/name', 'value', 'cif', []],
    ['a further key in braces', 'dataset: { name: cifar10, tr|', 'dataset', 'key', 'tr', ['name']],
    [
      'brackets over lines',
      'grid:\n  corruption: [\n    none,\n    r|',
      'grid/corruption/1',
      'value',
      'r',
      [],
    ],
    ['after braces are closed', 'dataset: { name: cifar10 }\ngr|', '', 'key', 'gr', ['dataset']],
    ['comments with colons', '# a: b\nname: x # c: d\ng|', '', 'key', 'g', ['name']],
    ['an empty line at a smaller column', 'grid:\n  seed: [1]\n|', '', 'key', '', ['grid']],
    ['quoted keys', '"grid":\n  \'seed\': [1, |', 'grid/seed/1', 'value', '', []],
    ['a text block', 'notes: >\n  grid: x\nna|', '', 'key', 'na', ['notes']],
    ['JSON', '{"grid": {"corruption": ["none", "ran|', 'grid/corruption/1', 'value', 'ran', []],
  ])('finds %s', (_, marked, path, kind, word, siblings) => {
    expect(placeIn(marked)).toEqual({ path, kind, word, siblings });
  });

  it('knows what the mapping says already', () => {
    const text = 'dataset: { name: cifar10, train: 100, ';
    expect([...yamlPlaceAt(text, text.length).siblings]).toEqual([
      ['name', 'cifar10'],
      ['train', '100'],
    ]);
  });
});
