import type { EngineName } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Compile } from '@rote/learning';
import { beforeAll, expect, test } from 'vitest';
import { createCompile } from '../../src/create-compile.js';
import type { CellChanges, ModelName } from './models.js';
import { MODEL_NAMES, MODELS, smallCell, trainUnmeasured } from './models.js';

const HUNDRED_CLASSES = 'mlp-1x512 on a hundred classes';

/** The first steps of a training. */
interface Beginning {
  /** The train loss after each step. */
  readonly losses: readonly number[];
  /** Of the first step: it covers the whole backward pass. */
  readonly gradientNorm: number;
}

/** How much of a training to compare. */
export interface Extent {
  readonly steps: number;
  readonly images: number;
}

/** Trains with every step on the same images, from the same weights. */
async function beginningOf(
  model: ModelName,
  { compile, steps, images, dataset = 'synthetic' }: Extent & CellChanges & { readonly compile: Compile },
): Promise<Beginning> {
  const cell = smallCell(MODELS[model], {
    dataset,
    train: images,
    // Their losses are not compared.
    test: 1,
    // Small: batch normalization over few images amplifies rounding, the more the longer a step.
    training: { epochs: steps, batchSize: images, learningRate: 0.0003 },
  });
  const curve = await trainUnmeasured(cell, { compile });
  return { losses: curve.map(({ train }) => train.loss), gradientNorm: curve[0]!.gradientNorm! };
}

/** Loads an engine once for all models: loading verifies it, which takes SwiftShader 20 s. */
async function beginningsOn(
  engine: EngineName,
  extentOf: (model: ModelName) => Extent,
): Promise<ReadonlyMap<string, Beginning>> {
  const compile = createCompile(await loadEngine({ force: engine }), () => undefined);
  const beginnings = new Map<string, Beginning>();
  for (const model of MODEL_NAMES)
    beginnings.set(model, await beginningOf(model, { compile, ...extentOf(model) }));
  const extent = { compile, ...extentOf('mlp-1x512'), dataset: 'cifar100' } as const;
  beginnings.set(HUNDRED_CLASSES, await beginningOf('mlp-1x512', extent));
  return beginnings;
}

/** Tests that an engine begins each model's training as the native engine does, and thus as every other one. */
export function describeBeginnings(engine: EngineName, extentOf: (model: ModelName) => Extent): void {
  let actual: ReadonlyMap<string, Beginning>;
  let expected: ReadonlyMap<string, Beginning>;
  beforeAll(async () => {
    actual = await beginningsOn(engine, extentOf);
    expected = await beginningsOn('tfjs-node-gpu', extentOf);
  }, 600_000);

  test.each([...MODEL_NAMES, HUNDRED_CLASSES])(
    '%s has the same first losses as on the native engine',
    (model) => {
      const [one, other] = [actual.get(model)!, expected.get(model)!];
      one.losses.forEach((loss, step) => {
        expect(Math.abs(loss - other.losses[step]!), `after step ${String(step + 1)}`).toBeLessThan(1e-3);
      });
      expect(Math.abs(one.gradientNorm / other.gradientNorm - 1), 'first gradient').toBeLessThan(1e-3);
    },
  );
}
