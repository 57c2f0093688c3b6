import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { marksOf } from '../src/editor/fault-marks.js';

const markOf = (text: string, fault: Parameters<typeof marksOf>[1][number]): string => {
  const doc = Text.of(text.split('\n'));
  const [{ from, to, actions = [] }] = marksOf(doc, [fault]) as [ReturnType<typeof marksOf>[number]];
  return [doc.sliceString(from, to), ...actions.map(({ name }) => name)].join(': ');
};

describe('marksOf', () => {
  const expected = 'something else';

  it('marks the word where the fault is', () => {
    expect(markOf('grid:\n  sed: [1]', { pointer: '/grid/sed', expected, line: 2, column: 3 })).toBe('sed');
  });

  it('marks the value after a key if the fault quotes it, and offers what was meant', () => {
    const fault = { pointer: '/device', expected, found: '"gpus"', suggestion: 'gpu', line: 1, column: 1 };
    expect(markOf('device: gpus', fault)).toBe('gpus: Use gpu');
  });

  it('offers no suggestion that is a sentence', () => {
    const fault = { pointer: '/x', expected, suggestion: 'seed at the top level', line: 1, column: 1 };
    expect(markOf('x: 1', fault)).toBe('x');
  });

  it('stays within a text that has become shorter', () => {
    expect(markOf('ab', { pointer: '', expected, line: 9, column: 40 })).toBe('b');
    expect(markOf('', { pointer: '', expected, line: 1, column: 1 })).toBe('');
  });
});
