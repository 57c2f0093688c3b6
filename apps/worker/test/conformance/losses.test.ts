import type { EngineName } from '@rote/engines';
import { loadEngine } from '@rote/engines';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { expect, test } from 'vitest';
import { createCompile } from '../../src/create-compile.js';
import type { ModelName } from './models.js';
import { MODEL_NAMES, MODELS, smallCell, trainCell } from './models.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

/** The train loss after each step, every step on the same images, from the same weights. */
async function lossesOf(
  engine: EngineName,
  model: ModelName,
  { steps, images }: { readonly steps: number; readonly images: number },
): Promise<readonly number[]> {
  const compile = createCompile(await loadEngine({ force: engine }), () => undefined);
  const cell = smallCell(MODELS[model], {
    train: images,
    // Small: batch normalisation over few images multiplies rounding, the faster the further a step goes.
    training: { epochs: steps, batchSize: images, learningRate: 0.0003 },
  });
  const { curve } = await trainCell(cell, { compile });
  expect(curve).toHaveLength(steps);
  return curve.map(({ train }) => train.loss);
}

function expectSame(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((loss, step) => {
    expect(Math.abs(loss - expected[step]!), `after step ${String(step + 1)}`).toBeLessThan(1e-3);
  });
}

test.each(MODEL_NAMES)(
  'the first 20 losses of %s are the same natively and on wasm',
  async (model) => {
    const extent = { steps: 20, images: 16 };
    expectSame(await lossesOf('wasm', model, extent), await lossesOf('tfjs-node-gpu', model, extent));
  },
  180_000,
);

/** As many steps as SwiftShader takes in some seconds: it is a GPU in software. */
const ON_SWIFTSHADER: Readonly<Record<ModelName, { readonly steps: number; readonly images: number }>> = {
  'mlp-1x512': { steps: 4, images: 4 },
  'mlp-3x512': { steps: 2, images: 4 },
  'alexnet-small': { steps: 2, images: 4 },
  'inception-small': { steps: 1, images: 2 },
  'inception-small-no-bn': { steps: 1, images: 2 },
};

test.skipIf(swiftShader === undefined).each(MODEL_NAMES)(
  `the first losses of %s are the same natively and on webgpu${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  async (model) => {
    const extent = ON_SWIFTSHADER[model];
    expectSame(await lossesOf('webgpu', model, extent), await lossesOf('tfjs-node-gpu', model, extent));
  },
  180_000,
);
