import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Program } from '../../src/engine/program.js';
import { runEagerly } from '../../src/engine/program.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

test('runEagerly runs functions directly and keeps only what they return', () => {
  const total = tf.tidy(() => tf.variable(tf.scalar(1), false));
  const addend = { shape: [], dtype: 'float32' } as const;
  const program: Program<'add' | 'read'> = {
    key: 'sum',
    variables: [total],
    residents: [],
    functions: {
      add: {
        feeds: [addend],
        run(value) {
          total.assign(tf.add(total, tf.mul(value, 2)));
          return [];
        },
      },
      read: { feeds: [], run: () => [tf.neg(tf.neg(total))] },
    },
  };
  const session = runEagerly(program);
  const feed = tf.scalar(3);
  expect(session.run('add', [feed])).toEqual([]);
  expect(feed.isDisposed, 'feeds belong to the caller').toBe(false);
  const [read] = session.run('read', []);
  session.readBack();
  session.dispose();
  expect(read!.dataSync()[0]).toBe(7);
  expect(total.dataSync()[0]).toBe(7);
  tf.dispose([feed, read!, total]);
});
