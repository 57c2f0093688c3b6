import { MAX_DEPTH } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../src/bodies/json-fault.js';
import { parseJsonBody } from '../src/bodies/parse-json-body.js';

/** What is wrong with a body, or undefined where nothing is. */
function complaints(text: string): readonly string[] | undefined {
  try {
    parseJsonBody(text);
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
    expect(complaints('{\n  "name": "x",\n  "grid": ]\n}')).toEqual(['line 3, column 11: a value']);
  });

  it('keeps a field __proto__ to itself', () => {
    const value = parseJsonBody('{"__proto__": {"polluted": true}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is refused where a number is too large, or it is nested too deeply', () => {
    expect(complaints('[1e400]')).toEqual(['finite numbers; found Infinity']);
    expect(complaints('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeUndefined();
    for (const depth of [MAX_DEPTH + 1, 100_000])
      expect(complaints('['.repeat(depth) + ']'.repeat(depth))).toEqual(['at most 64 levels of nesting']);
  });
});
