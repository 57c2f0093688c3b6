import { InvalidInputError } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../src/parse-yaml.js';

const parse = (text: string): unknown => parseYaml(text, 'the body');

/** What is wrong with a text, or undefined where nothing is. */
function complaints(text: string): readonly string[] | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.code).toBe('request-invalid');
    expect(error.message).toMatch(/^the body is not (YAML|plain data):/);
    return error.faults.map(
      ({ line, column, expected, found }) =>
        `${line === undefined ? '' : `line ${String(line)}, column ${String(column)}: `}${[expected, found ?? []].flat().join('; found ')}`,
    );
  }
}

describe('parseYaml', () => {
  it('parses JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('gives undefined for an empty text', () => {
    expect(parse('')).toBeUndefined();
    expect(parse('# nothing\n')).toBeUndefined();
  });

  it('reports every fault of a text with line and column', () => {
    const found = complaints('a: !!x 1\ngrid: [1,\nb: c\n') ?? [];
    expect(found.length).toBeGreaterThan(1);
    for (const fault of found) expect(fault).toMatch(/^line \d+, column \d+: /);
    expect(complaints('name: x\na: { b: 1, "b": 2 }\nname: y\n? [1]\n: 2\n')).toEqual([
      'line 2, column 12: each key once; "b" comes again',
      'line 3, column 1: each key once; "name" comes again',
      'line 4, column 3: a key that is text',
    ]);
  });

  it('takes time proportional to the number of keys', () => {
    const of = (count: number): string =>
      Array.from({ length: count }, (_, index) => `k${String(index)}: 1`).join('\n');
    expect(Object.keys(parse(of(25_000)) as object)).toHaveLength(25_000);
    expect(complaints(`${of(25_000)}\nk7: 2`)).toEqual([
      'line 25001, column 1: each key once; "k7" comes again',
    ]);
  });

  it.each([
    ['a tag', 'a: !!python/object 1', /Unresolved tag/],
    ['several documents', 'a: 1\n---\nb: 2\n', /one document/],
    ['bytes', 'a: !!binary aGk=', /null, booleans, numbers, strings, lists and objects only/],
    ['a list that contains itself', 'a: &a [*a]', /at most 64 levels of nesting/],
    ['an alias of nothing', 'a: *b', /Unresolved alias/],
    ['brackets without end', '['.repeat(100_000), /at most 64 levels of nesting/],
    ['dashes without end', '- '.repeat(100_000), /at most 64 levels of nesting/],
    ['question marks without end', '? '.repeat(100_000), /at most 64 levels of nesting/],
    ['maps without end', '{a: '.repeat(60_000), /at most 64 levels of nesting/],
  ])('refuses %s', (_, text, expected) => {
    expect(complaints(text)?.join('\n')).toMatch(expected);
  });

  it('reports only the first faults of something that is not text', () => {
    const garbage = `}${'"x" \u0001'.repeat(10_000)}\n`.repeat(100);
    const found = complaints(garbage) ?? [];
    expect(found.length).toBeGreaterThan(1);
    expect(found.length).toBeLessThanOrEqual(50);
    for (const fault of found) expect(fault.length).toBeLessThan(250);
  });

  it('accepts anchors, but not unlimited growth', () => {
    expect(parse('a: &a [1, 2]\nb: *a')).toEqual({ a: [1, 2], b: [1, 2] });
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++)
      laughs.push(
        `a${i}: &a${i} [${Array<string>(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(complaints(laughs.join('\n'))?.join('\n')).toMatch(/anchors and aliases that stay small/);
  });

  it('merges mappings: own keys take precedence, then earlier merged mappings', () => {
    expect(
      parse(
        'base: &b { x: 1, y: [2] }\nmore: &m { y: 3, z: 4 }\nall: { <<: [*b, *m], x: 0 }\none:\n  w: 5\n  <<: *m\n',
      ),
    ).toEqual({
      base: { x: 1, y: [2] },
      more: { y: 3, z: 4 },
      all: { x: 0, y: [2], z: 4 },
      one: { w: 5, y: 3, z: 4 },
    });
    // In quotes it is a key like others, as in JSON.
    expect(parse('{"a": {"<<": {"b": 1}}}')).toEqual({ a: { '<<': { b: 1 } } });
    expect(Object.getPrototypeOf(parse('a: &a {__proto__: {p: 1}}\nb: {<<: *a}'))).toBe(Object.prototype);
  });

  it('rejects merges of anything but mappings, and a second merge key', () => {
    expect(complaints('a: &a [1]\nb: { <<: *a }\nc: { <<: {}, <<: {} }\nd: { <<: null }\n')).toEqual([
      'line 2, column 10: a mapping to merge, or a list of mappings',
      'line 3, column 14: each key once; "<<" comes again',
      'line 4, column 10: a mapping to merge, or a list of mappings',
    ]);
  });

  it('limits growth by merging', () => {
    const small = /anchors and aliases that stay small|merge keys that bring in at most 100000 values in all/;
    const merges = (anchor: string, count: number): string =>
      Array<string>(count).fill(`*${anchor}`).join(', ');
    const laughs = ['a0: &a0 { x: 1 }'];
    for (let i = 1; i < 9; i++) laughs.push(`a${i}: &a${i} { <<: [${merges(`a${i - 1}`, 9)}] }`);
    const chain = ['a0: &a0 { k0: 1 }'];
    for (let i = 1; i < 3000; i++) chain.push(`a${i}: &a${i} { <<: *a${i - 1}, k${i}: 1 }`);
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${String(index)}: 1`).join(', ');
    for (const text of [
      laughs.join('\n'),
      chain.join('\n'),
      `a: &a { ${keys} }\nb: [${Array<string>(90).fill('{ <<: *a }').join(', ')}]`,
      'a: &a { <<: *a }',
      'a: &a { b: { <<: [*a] } }',
    ])
      expect(complaints(text)?.join('\n')).toMatch(small);
  });

  it('treats a field __proto__ as data', () => {
    expect(Object.getPrototypeOf(parse('__proto__: {polluted: true}'))).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
