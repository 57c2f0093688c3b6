import type { CellResult } from '@rote/domain';
import { epochOf } from './epoch-of.js';

/**
 * Returns the result of a cell that succeeded after three epochs of {@link epochOf}.
 *
 * @param changes what is different in this test
 */
export const resultOf = (changes: Partial<CellResult> = {}): CellResult => ({
  outcome: 'succeeded',
  stopReason: 'epochs',
  epochs: 3,
  steps: 24,
  final: epochOf(3),
  bestTestAccuracy: 0.125,
  bestTestEpoch: 2,
  epochsToFit: null,
  parameterCount: 1_209_866,
  corruption: {
    labelsSelected: 10,
    labelsChanged: 9,
    labelsSha256: 'a'.repeat(64),
    imagesSha256: 'b'.repeat(64),
  },
  seconds: 10,
  imagesPerSecond: 1000,
  ...changes,
});
