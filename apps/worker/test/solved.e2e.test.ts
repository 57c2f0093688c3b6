import type { Cell, CellResult, SolvedArchitecture } from '@rote/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TrainerProcess } from '../src/trainer-process.js';
import { startTrainer } from '../src/trainer-process.js';
import { exampleCell } from './example-cell.js';

const never = new AbortController().signal;

let trainer: TrainerProcess;
beforeAll(async () => {
  trainer = await startTrainer(
    {
      module: new URL('../dist/trainer.js', import.meta.url),
      env: {},
      silenceMs: 30_000,
      dataDir: '/nowhere',
      checkpoints: { url: '/nowhere', intervalMs: 30_000 },
      engine: 'tfjs-node-gpu',
    },
    never,
  );
});
afterAll(() => trainer.stop());

async function solve(
  architecture: SolvedArchitecture,
  changes: Partial<Pick<Cell, 'corruption'>> = {},
): Promise<CellResult> {
  const dataset = { ...exampleCell.dataset, train: 200, test: 100, preprocessing: 'scale' } as const;
  const cell: Cell = { ...exampleCell, ...changes, architecture, dataset };
  const end = await trainer.train(
    { cellId: 'cell', cell, microBatches: 1, keepWeights: false },
    {
      signal: never,
      leave: never,
      onBegin: () => undefined,
      onEpoch: () => undefined,
      onTrouble: () => undefined,
    },
  );
  if (end.type !== 'finished') throw new Error(`the cell ended otherwise: ${JSON.stringify(end)}`);
  return end.result;
}

const RAW = { kind: 'raw' } as const;
const INTERPOLATES = { outcome: 'succeeded', stopReason: 'solved', final: { train: { accuracy: 1 } } };

test.each<SolvedArchitecture>([
  { kind: 'kernel', features: RAW, gamma: 0.02 },
  { kind: 'kernel', features: { kind: 'gabor' }, gamma: 0.02 },
  { kind: 'linear', features: RAW, solver: { kind: 'min-norm' } },
  {
    kind: 'linear',
    features: { kind: 'random-convolutions', filters: 64, side: 6 },
    solver: { kind: 'min-norm' },
  },
])('a trainer solves %j: it fits the train set, and generalises', async (architecture) => {
  const { final, ...result } = await solve(architecture);
  expect({ final, ...result }).toMatchObject(INTERPOLATES);
  expect(final!.measures!['train-residual']).toBeLessThan(1e-6);
  expect(final!.test.accuracy).toBeGreaterThan(0.5);
  expect(final!.weightNorm).toBeGreaterThan(0);
});

test.each([2, 3, 5])(
  'a memorizer of depth %d has random labels by heart, and nothing else',
  async (depth) => {
    const architecture = { kind: 'memorizer', depth, precision: 'float64' } as const;
    const { final, ...result } = await solve(architecture, { corruption: { kind: 'random-labels' } });
    expect({ final, ...result }).toMatchObject(INTERPOLATES);
    expect(final!.measures!['max-error']).toBeLessThan(1e-6);
    expect(final!.test.accuracy).toBeLessThan(0.3);
  },
);

test('the same cell has the same bits', async () => {
  const architecture = { kind: 'kernel', features: RAW, gamma: 0.02 } as const;
  const [first, second] = [await solve(architecture), await solve(architecture)];
  const timeless = { seconds: 0, imagesPerSecond: 0 };
  expect({ ...second.final, ...timeless }).toEqual({ ...first.final, ...timeless });
});
