import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { accumulate } from '../../src/training/gradients.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

test('processes a batch in parts, one after the other, weighted by size', () => {
  const rows = tf.range(0, 15);
  const others = tf.range(100, 115);
  const parts: (readonly [number[], number[]])[] = [];
  const gradientsOf = (part: tf.Tensor, other: tf.Tensor): tf.Tensor[] => {
    parts.push([Array.from(part.dataSync()), Array.from(other.dataSync())]);
    return [tf.mean(part), tf.mean(other)];
  };
  const gradients = accumulate(gradientsOf, [rows, others], 2);
  expect(parts.map(([part]) => part)).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7],
    [8, 9, 10, 11, 12, 13, 14],
  ]);
  expect(parts.map(([part, other]) => other.map((value, i) => value - part[i]!))).toEqual([
    Array(8).fill(100),
    Array(7).fill(100),
  ]);
  expect(gradients.map((gradient) => gradient.dataSync()[0])).toEqual([
    expect.closeTo(7, 5),
    expect.closeTo(107, 4),
  ]);
  tf.dispose([rows, others, ...gradients]);
});

test('does not divide a batch in one part', () => {
  const rows = tf.range(0, 3);
  const [taken] = accumulate((part) => [part], [rows], 1);
  expect(taken).toBe(rows);
  rows.dispose();
});
