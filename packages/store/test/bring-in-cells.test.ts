import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangesOf } from '../src/sweeps/bring-in-cells.js';

const hex = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

it('has each id in exactly one range, and the ranges in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), hex, (parts, id) => {
      const ranges = rangesOf(parts);
      expect(ranges).toHaveLength(parts);
      expect(ranges.filter(([from, to]) => id >= from && id < to)).toHaveLength(1);
      expect(ranges.flat()).toEqual(ranges.flat().toSorted());
    }),
  );
});
