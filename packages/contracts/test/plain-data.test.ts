import { InvalidInputError } from '@rote/domain';
import { expect, it } from 'vitest';
import { parseYaml, requireFiniteNumbers } from '../src/index.js';

it('names numbers that are not finite with their places', () => {
  const value = parseYaml('a: [1, .nan]\nb/c: { d: -.inf, e: 1e400, f: 1e308 }', 'the file');
  const check = () => {
    requireFiniteNumbers(value, 'the file');
  };
  expect(check).toThrow(InvalidInputError);
  try {
    check();
  } catch (error) {
    expect((error as InvalidInputError).faults).toEqual([
      { pointer: '/a/1', expected: 'a finite number', found: 'NaN' },
      { pointer: '/b~1c/d', expected: 'a finite number', found: '-Infinity' },
      { pointer: '/b~1c/e', expected: 'a finite number', found: 'Infinity' },
    ]);
  }
});
