import type { EngineName } from '@rote/engines';
import { loadEngine } from '@rote/engines';
import { afterAll, describe, expect, test } from 'vitest';
import { createCompile } from '../../src/create-compile.js';
import type { ModelName } from './models.js';
import { MODEL_NAMES, MODELS, smallCell, trainCell } from './models.js';

/** The train loss after each step, every step on the same 16 images, from the same weights. */
async function lossesOf(engine: EngineName, model: ModelName, steps: number): Promise<readonly number[]> {
  const compile = createCompile(await loadEngine({ force: engine }), () => undefined);
  const cell = smallCell(MODELS[model], {
    train: 16,
    training: { epochs: steps, batchSize: 16, learningRate: 0.001 },
  });
  const { curve } = await trainCell(cell, { compile });
  return curve.map(({ train }) => train.loss);
}
test.each(MODEL_NAMES)(
  '%s',
  async (model) => {
    const a = await lossesOf('tfjs-node-gpu', model, 20);
    const b = await lossesOf('wasm', model, 20);
    console.log(model, a.map((x, i) => `${x.toFixed(4)}:${(x - b[i]!).toExponential(1)}`).join(' '));
  },
  300000,
);
