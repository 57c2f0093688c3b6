import { hasBatchNorm } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { beforeAll, expect, test } from 'vitest';
import { MODEL_NAMES, MODELS, smallCell, trainUnmeasured } from './models.js';

beforeAll(async () => {
  await loadEngine();
});

test.each(MODEL_NAMES)('%s gives the same numbers up to rounding when it saves memory', async (model) => {
  const cell = smallCell(MODELS[model], {
    train: 15,
    regularizer: { weightDecay: 0.01, augmentation: 'random-crop', dropout: 0.2, mixup: 1 },
    training: { epochs: 2, batchSize: 15, learningRate: 0.001 },
  });
  const digits = hasBatchNorm(MODELS[model]) ? 2 : 3;
  const whole = await trainUnmeasured(cell);
  const halves = await trainUnmeasured(cell, { microBatches: 2 });
  for (const [i, { train, test, gradientNorm, weightNorm }] of halves.entries()) {
    const expected = whole[i]!;
    expect(train.loss / expected.train.loss).toBeCloseTo(1, digits);
    expect(test.loss / expected.test.loss).toBeCloseTo(1, digits);
    expect(gradientNorm! / expected.gradientNorm!).toBeCloseTo(1, digits);
    expect(weightNorm / expected.weightNorm).toBeCloseTo(1, 5);
  }
});
