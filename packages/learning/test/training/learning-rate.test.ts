import { describe, expect, test } from 'vitest';
import { learningRateAt } from '../../src/training/learning-rate.js';

describe('learningRateAt', () => {
  const schedule = { learningRate: 0.1, decay: 0.5, decaySteps: 3 };

  test('decays in jumps, once every decaySteps steps', () => {
    const rates = Array.from({ length: 8 }, (_, step) => learningRateAt(step, schedule));
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025]);
  });
});
