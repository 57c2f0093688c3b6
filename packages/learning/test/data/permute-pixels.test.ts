import fc from 'fast-check';
import { test } from 'vitest';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { expectPermuted, permutations } from '../fixtures/permuted.js';

useCpuBackend();

test('permutePixels moves the pixels as a loop does', () => {
  fc.assert(
    fc.property(permutations, (permutation) => {
      expectPermuted(permutation);
    }),
    { numRuns: 50 },
  );
});
