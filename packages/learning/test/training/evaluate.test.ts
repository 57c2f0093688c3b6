import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { readIndices } from '../../src/data/batch-route.js';
import type { Session } from '../../src/engine/program.js';
import { countConfusion, scoreImages, scoreOf, scoreSubsets } from '../../src/training/evaluate.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

describe('scoreOf', () => {
  const scores = { losses: Float32Array.of(1, 2, 3, 6), correct: Uint8Array.of(1, 0, 1, 1) };

  test('returns means over the given images, and null if there are none', () => {
    expect(scoreOf(scores, Int32Array.of(0, 1, 2, 3))).toEqual({ loss: 3, accuracy: 0.75 });
    expect(scoreOf(scores, Int32Array.of(1, 2))).toEqual({ loss: 2.5, accuracy: 0.5 });
    expect(scoreOf(scores, new Int32Array(0))).toBeNull();
  });

  test('returns equal losses unchanged, however many there are', () => {
    for (const loss of [0.1, 2.3025851249694824, 1e-7, 3e30].map(Math.fround))
      for (const count of [3, 6, 7, 1000, 60_000]) {
        const equal = { losses: new Float32Array(count).fill(loss), correct: new Uint8Array(count).fill(1) };
        const all = Int32Array.from({ length: count }, (_, i) => i);
        expect(scoreOf(equal, all)).toEqual({ loss, accuracy: 1 });
      }
  });
});

describe('scoreSubsets and countConfusion', () => {
  const labels = Uint8Array.of(0, 1, 2, 0, 2, 2, 1);
  const predicted = Uint16Array.of(0, 0, 2, 0, 2, 1, 2);
  const scores = { losses: new Float32Array(7), predicted, correct: Uint8Array.of(1, 0, 1, 1, 1, 0, 0) };
  const data = { labels, trainCount: 3, trained: Int32Array.of(0, 1, 2), classes: 3 };

  test('counts test images by label and predicted class', () => {
    expect(countConfusion(scores, data)).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 1],
    ]);
  });

  test('distinguishes true from false labels only if they can be compared', () => {
    expect(scoreSubsets(scores, { ...data, labelsChanged: Uint8Array.of(0, 1, 0) })).toMatchObject({
      train: { accuracy: 2 / 3 },
      trainClean: { accuracy: 1 },
      trainCorrupted: { accuracy: 0 },
      test: { accuracy: 0.5 },
    });
    expect(scoreSubsets(scores, { ...data, labelsChanged: null })).toMatchObject({
      train: { accuracy: 2 / 3 },
      trainClean: null,
      trainCorrupted: null,
    });
  });
});

describe('scoreImages', () => {
  const labels = Uint8Array.from({ length: 1203 }, (_, i) => i % 10);
  const { signal } = new AbortController();
  // eslint-disable-next-line @typescript-eslint/require-await -- streams are asynchronous
  const read = async function* (batches: readonly Int32Array[]) {
    yield* readIndices(batches);
  };

  /** Gives each image its index as loss, the negated index as margin, and the correct class except for image 700. */
  const running = (onBatch: (indices: readonly number[]) => void): Session<'score'> => ({
    run(_name, [feed]) {
      const indices = Array.from(feed!.dataSync());
      onBatch(indices);
      const predicted = indices.map((index) => (index === 700 ? 9 - labels[index]! : labels[index]!));
      return [tf.tensor2d([indices, predicted, indices.map((index) => -index)])];
    },
    readBack: () => undefined,
    dispose: () => undefined,
  });

  test('scores every image once, in order, in batches of equal size', async () => {
    const batches: (readonly number[])[] = [];
    const { losses, correct, margins } = await scoreImages(
      running((indices) => batches.push(indices)),
      { batch: 500, labels, read, signal },
    );
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 500]);
    expect(batches.flat().every((index) => index < labels.length)).toBe(true);
    expect(losses).toEqual(Float32Array.from(labels, (_, index) => index));
    expect(margins).toEqual(Float32Array.from(labels, (_, index) => -index));
    expect(Array.from(correct).flatMap((bit, i) => (bit === 0 ? [i] : []))).toEqual([700]);
  });

  test('stops within one batch of an abort', async () => {
    const controller = new AbortController();
    let batches = 0;
    const scoring = scoreImages(
      running(() => {
        if (++batches === 2) controller.abort();
      }),
      { batch: 100, labels, read, signal: controller.signal },
    );
    await expect(scoring).rejects.toMatchObject({ code: 'aborted' });
    expect(batches).toBe(2);
  });

  test('rethrows what the engine throws, and frees the feeds', async () => {
    const error = new Error('the engine failed');
    const scoring = scoreImages(
      running(() => {
        throw error;
      }),
      { batch: 100, labels, read, signal },
    );
    await expect(scoring).rejects.toBe(error);
  });
});
