import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computePhases } from '../src/wasm/input-gradient-phases.js';

const axis = fc
  .record({
    inSize: fc.integer({ min: 1, max: 12 }),
    filterSize: fc.integer({ min: 1, max: 6 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padBefore: fc.integer({ min: 0, max: 3 }),
    padAfter: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ padAfter, ...sizes }) => ({
    ...sizes,
    outSize: Math.floor((sizes.inSize + sizes.padBefore + padAfter - sizes.filterSize) / sizes.stride) + 1,
  }))
  .filter(({ outSize }) => outSize >= 1);

test('the phases cover each input position once, with the taps that reach it', () => {
  fc.assert(
    fc.property(axis, ({ inSize, outSize, filterSize, stride, padBefore }) => {
      const reached = new Map<number, string[]>();
      for (const phase of computePhases({ inSize, outSize, filterSize, stride, padBefore })) {
        for (let i = 0, position = phase.first; position < inSize; i++, position += phase.step) {
          const pairs = phase.taps
            .map((tap, t) => ({ tap, out: i + t - phase.padBefore }))
            .filter(({ out }) => out >= 0 && out < outSize);
          expect(reached.has(position)).toBe(false);
          reached.set(position, pairs.map(({ tap, out }) => `${tap}→${out}`).sort());
        }
      }
      for (let position = 0; position < inSize; position++) {
        const expected: string[] = [];
        for (let out = 0; out < outSize; out++) {
          const tap = position + padBefore - out * stride;
          if (tap >= 0 && tap < filterSize) expected.push(`${tap}→${out}`);
        }
        expect(reached.get(position)).toEqual(expected.sort());
      }
    }),
  );
});
