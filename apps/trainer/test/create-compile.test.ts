import { loadEngine } from '@rote/engines';
import type { Program } from '@rote/learning';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createCompile } from '../src/create-compile.js';

let compile: ReturnType<typeof createCompile>;
const notes: string[] = [];
beforeAll(async () => {
  compile = createCompile(await loadEngine({ force: 'tfjs-node-gpu' }), (line) => notes.push(line));
});

const programOf = (run: (x: tf.Tensor) => tf.Tensor): Program<'run'> => ({
  key: run.toString(),
  variables: [],
  residents: [],
  functions: { run: { feeds: [{ shape: [2], dtype: 'float32' }], run: (x) => [run(x)] } },
});

const sessions = (): number =>
  (tf.backend() as unknown as { getNumOfSavedModels(): number }).getNumOfSavedModels();

test('runs what cannot be a graph operation by operation, and says why', () => {
  const session = compile(programOf((x) => tf.mul(x, x.dataSync()[1]!)));
  expect(notes).toEqual([
    expect.stringMatching(/^Running operation by operation, .*: run cannot be recorded .* reads values back/),
  ]);
  expect(sessions()).toBe(0);
  const values = tf.tidy(() => session.run('run', [tf.tensor1d([2, 3])])[0]!.dataSync());
  expect(Array.from(values)).toEqual([6, 9]);
  session.dispose();
});

test('tries nothing else if memory runs out', () => {
  const full = programOf(() => {
    throw new Error('Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[2]');
  });
  expect(() => compile(full)).toThrow(/OOM when allocating/);
});
