import type { CellResult } from '@rote/domain';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WorkerBench } from './worker-bench.js';
import { openWorkerBench } from './worker-bench.js';

// The first test also waits for the engine.
vi.setConfig({ testTimeout: 60_000 });

let bench: WorkerBench;
beforeAll(async () => {
  bench = await openWorkerBench('redis');
  await bench.startWorker({ ROTE_ENGINE: 'tfjs-node-gpu' });
});
afterAll(() => bench.close());

/** Returns the results of a grid on 200 images, in the grid's order. */
async function solve(grid: object): Promise<readonly CellResult[]> {
  const ids = await bench.submitSpec({
    name: 'test',
    dataset: { name: 'synthetic', train: 200, test: 100 },
    grid,
  });
  await bench.feed();
  const results: CellResult[] = [];
  for (const id of ids) {
    await bench.waitForCell(id, 'the end', ({ state }) => state === 'succeeded' || state === 'failed');
    const stored = await bench.store.cells.result(id);
    expect(stored, JSON.stringify(await bench.store.cells.attempts(id))).toBeDefined();
    results.push(stored!.result);
  }
  return results;
}

const SOLVED = { outcome: 'succeeded', stopReason: 'solved', epochs: 1, steps: 0 };

describe('a worker solves', () => {
  test.each([
    { kind: 'kernel', gamma: 0.0005 },
    { kind: 'kernel', features: 'gabor', gamma: 0.02 },
    { kind: 'kernel', features: { kind: 'random-convolutions', filters: 64 }, gamma: 0.002 },
    'linear-min-norm',
    { kind: 'linear', solver: 'min-norm', features: 'gabor' },
    { kind: 'linear', solver: 'min-norm', features: { kind: 'random-convolutions', filters: 64 } },
  ])('%j, which interpolates and generalizes', async (architecture) => {
    const [result] = await solve({ architecture: [architecture] });
    expect(result).toMatchObject({ ...SOLVED, final: { train: { accuracy: 1 } } });
    const { measures, test } = result!.final!;
    expect(measures!['train-residual']).toBeLessThan(1e-6);
    expect(measures!['solution-norm']).toBeGreaterThan(0);
    expect(test.accuracy).toBeGreaterThan(0.5);
  });

  test('a memorizer of each depth, which knows random labels by heart and nothing else', async () => {
    const results = await solve({
      architecture: [2, 3, 5].map((depth) => ({ kind: 'memorizer', depth })),
      corruption: ['random-labels'],
    });
    expect(results).toHaveLength(3);
    for (const result of results) {
      expect(result).toMatchObject({ ...SOLVED, final: { train: { accuracy: 1 } } });
      expect(result.final!.measures!['max-error']).toBeLessThan(1e-6);
      expect(result.final!.test.accuracy).toBeLessThan(0.3);
    }
  });
});

test('measures how far descent on a linear model ends from the minimum-norm solution', async () => {
  const [result] = await solve({ architecture: ['linear'], epochs: [3] });
  const { measures, weightNorm } = result!.final!;
  expect(measures!['min-norm']).toBeGreaterThan(0);
  // The triangle inequality, except for rounding to float32.
  expect(measures!['distance-to-min-norm']).toBeLessThan(1.001 * (measures!['min-norm']! + weightNorm));
});
