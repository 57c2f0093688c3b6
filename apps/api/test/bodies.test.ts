import { InvalidInputError } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../src/bodies/json-fault.js';
import { parseJsonBody } from '../src/bodies/parse-json-body.js';
import { parseYamlBody } from '../src/bodies/parse-yaml-body.js';
import { MAX_DEPTH } from '../src/bodies/plain-data.js';

/** What is wrong with a body, or undefined where nothing is. */
function complaints(parse: (text: string) => unknown, text: string): readonly string[] | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.code).toBe('request-invalid');
    return error.faults.map(({ expected }) => expected);
  }
}

describe('findJsonFault', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('finds a fault exactly where JSON.parse does', () => {
    const damaged = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', ',', ':', '"', ']', '}', '{', '0', 'n', '\n', '\\'),
      )
      .map(([text, start, length, patch]) => {
        const from = start % (text.length + 1);
        return text.slice(0, from) + patch + text.slice(from + (length % 3));
      });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          damaged,
          fc.string({ unit: fc.constantFrom(...Array.from('{}[],:"1e.-truefalsn \\')) }),
        ),
        (text) => {
          expect(findJsonFault(text) === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a": }', 6, 'a value'],
    ['{"a" 1}', 5, 'a colon'],
    ['[1,]', 3, 'a value'],
    ['[1 2]', 3, 'a comma or ]'],
    ['{"a":1,}', 7, 'a field name in double quotes'],
    ['{', 1, 'a field name in double quotes or }'],
    ['{} x', 3, 'the end'],
    ["{'a': 1}", 1, 'a field name in double quotes or }'],
    ['[01]', 2, 'a comma or ]'],
  ])('says of %s that at %i it takes %s', (text, offset, expected) => {
    expect(findJsonFault(text)).toEqual({ offset, expected });
  });
});

describe('a JSON body', () => {
  it('may be empty, and may begin with a byte order mark', () => {
    expect(parseJsonBody(' \n')).toBeUndefined();
    expect(parseJsonBody('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it('is refused with line and column', () => {
    expect(complaints(parseJsonBody, '{\n  "name": "x",\n  "grid": ]\n}')).toEqual([
      'line 3, column 11: a value',
    ]);
  });

  it('keeps a field __proto__ to itself', () => {
    const value = parseJsonBody('{"__proto__": {"polluted": true}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is refused where a number is too large, or it is nested too deeply', () => {
    expect(complaints(parseJsonBody, '[1e400]')).toEqual(['finite numbers; found Infinity']);
    expect(complaints(parseJsonBody, '['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeUndefined();
    for (const depth of [MAX_DEPTH + 1, 100_000])
      expect(complaints(parseJsonBody, '['.repeat(depth) + ']'.repeat(depth))).toEqual([
        'at most 64 levels of nesting',
      ]);
  });
});

describe('a YAML body', () => {
  it('gives the value that its JSON gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseYamlBody(text)).toEqual(text === 'null' ? null : parseJsonBody(text));
      }),
    );
  });

  it('may be empty', () => {
    expect(parseYamlBody('')).toBeUndefined();
    expect(parseYamlBody('# nothing\n')).toBeUndefined();
  });

  it('is refused with every fault, each with line and column', () => {
    const found = complaints(parseYamlBody, 'name: x\nname: y\ngrid: [1,\n') ?? [];
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^line 2, column 1: Map keys must be unique/);
    expect(found[1]).toMatch(/^line \d+, column \d+: /);
  });

  it.each([
    ['a tag', 'a: !!python/object 1', /Unresolved tag/],
    ['several documents', 'a: 1\n---\nb: 2\n', /one document/],
    ['an infinite number', 'a: .inf', /finite numbers/],
    ['no number', 'a: .nan', /finite numbers/],
    ['bytes', 'a: !!binary aGk=', /null, booleans, numbers, strings, lists and objects only/],
    ['a list that contains itself', 'a: &a [*a]', /at most 64 levels of nesting/],
    ['an alias of nothing', 'a: *b', /Unresolved alias/],
    ['brackets without end', '['.repeat(100_000), /at most 64 levels of nesting/],
    ['dashes without end', '- '.repeat(100_000), /at most 64 levels of nesting/],
    ['question marks without end', '? '.repeat(100_000), /at most 64 levels of nesting/],
    ['maps without end', '{a: '.repeat(60_000), /at most 64 levels of nesting/],
  ])('is refused with %s in it', (_, text, expected) => {
    expect(complaints(parseYamlBody, text)?.join('\n')).toMatch(expected);
  });

  it('may use anchors, but not to grow without measure', () => {
    expect(parseYamlBody('a: &a [1, 2]\nb: *a')).toEqual({ a: [1, 2], b: [1, 2] });
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++)
      laughs.push(
        `a${i}: &a${i} [${Array<string>(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(complaints(parseYamlBody, laughs.join('\n'))?.join('\n')).toMatch(
      /anchors and aliases that stay small/,
    );
  });

  it('keeps a field __proto__ to itself', () => {
    expect(Object.getPrototypeOf(parseYamlBody('__proto__: {polluted: true}'))).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
