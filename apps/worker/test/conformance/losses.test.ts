import type { EngineName } from '@rote/engines';
import { loadEngine } from '@rote/engines';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { expect, test } from 'vitest';
import { createCompile } from '../../src/create-compile.js';
import type { ModelName } from './models.js';
import { MODEL_NAMES, MODELS, smallCell, trainCell } from './models.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);

/** How a training begins. */
interface Beginning {
  /** The train loss after each step. */
  readonly losses: readonly number[];
  /** Of the first step: it sees the whole backward pass. */
  readonly gradientNorm: number;
}

/** Every step is on the same images, from the same weights. */
async function beginningOf(
  engine: EngineName,
  model: ModelName,
  { steps, images }: { readonly steps: number; readonly images: number },
): Promise<Beginning> {
  const compile = createCompile(await loadEngine({ force: engine }), () => undefined);
  const cell = smallCell(MODELS[model], {
    train: images,
    // Their losses are not looked at.
    test: 1,
    // Small: batch normalisation over few images multiplies rounding, the faster the further a step goes.
    training: { epochs: steps, batchSize: images, learningRate: 0.0003 },
  });
  const { curve } = await trainCell(cell, { compile });
  expect(curve).toHaveLength(steps);
  return { losses: curve.map(({ train }) => train.loss), gradientNorm: curve[0]!.gradientNorm! };
}

function expectSame(actual: Beginning, expected: Beginning): void {
  actual.losses.forEach((loss, step) => {
    expect(Math.abs(loss - expected.losses[step]!), `after step ${String(step + 1)}`).toBeLessThan(1e-3);
  });
  expect(Math.abs(actual.gradientNorm / expected.gradientNorm - 1), 'first gradient').toBeLessThan(1e-3);
}

test.each(MODEL_NAMES)(
  'the first 20 losses of %s are the same natively and on wasm',
  async (model) => {
    const extent = { steps: 20, images: 16 };
    expectSame(await beginningOf('wasm', model, extent), await beginningOf('tfjs-node-gpu', model, extent));
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
    expectSame(await beginningOf('webgpu', model, extent), await beginningOf('tfjs-node-gpu', model, extent));
  },
  180_000,
);
