import type { NamedTensor, TrainingSnapshot } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { cellOf } from '@rote/testkit/values';
import { beforeAll, expect, test } from 'vitest';
import type { TrainOptions } from '../src/train-options.js';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { failOnTensorsLeft } from './fixtures/fail-on-tensors-left.js';

beforeAll(async () => {
  await loadEngine();
});
failOnTensorsLeft();

const dataset = randomDataset({ train: 4, test: 2 });
/** Convolution, max-pooling and normalization, twice. */
const cell = cellOf({ architecture: { kind: 'alexnet-small' }, training: { epochs: 2 } });
const outcomeOf = async (options: Partial<TrainOptions>): Promise<string> => {
  const { signal } = new AbortController();
  const result = await train(cell, dataset, { signal, onEvent: () => undefined, clock: () => 0, ...options });
  return result.outcome;
};

const poison = ({ values, ...rest }: NamedTensor): NamedTensor => ({
  ...rest,
  values: values.map((value, i) => (i === 0 ? NaN : value)),
});

test.each(['wasm', 'the best engine'])(
  'a network with a NaN weight has diverged even if a max-pooling hides it: %s',
  async (name) => {
    await loadEngine(name === 'wasm' ? { force: name } : {});
    const saved: TrainingSnapshot[] = [];
    const save = (snapshot: TrainingSnapshot): Promise<void> => {
      saved.push(snapshot);
      return Promise.resolve();
    };
    const checkpoints = { intervalMs: 0, save, leave: new AbortController().signal };
    expect(await outcomeOf({ checkpoints })).toBe('succeeded');
    const [first] = saved;
    for (const poisoned of ['parameters/conv-1/kernel', 'parameters/conv-2/bias']) {
      const tensors = first!.tensors.map((tensor) => (tensor.name === poisoned ? poison(tensor) : tensor));
      expect(tensors).not.toEqual(first!.tensors);
      expect(await outcomeOf({ resume: { ...first!, tensors } }), poisoned).toBe('diverged');
    }
  },
  120_000,
);
