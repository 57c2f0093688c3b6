import { expect, test } from 'vitest';
import { createGraphBuilder } from '../src/graph-builder.js';
import type { NativeBinding } from '../src/native-backend.js';

/** The numbers that encoding needs. */
const binding = { TF_Version: '2.21.0', TF_FLOAT: 1, TF_INT32: 3, TF_BOOL: 10 } as NativeBinding;

const bytesOf = (values: Float32Array): number => {
  const graph = createGraphBuilder(binding);
  graph.addConstant('constant', { dtype: 1, shape: [values.length], values });
  return graph.encode().length;
};

test('a constant with one value everywhere stores it once', () => {
  const many = new Float32Array(100_000).fill(0.5);
  expect(bytesOf(many)).toBeLessThan(200);
  many[99_999] = 1;
  expect(bytesOf(many)).toBeGreaterThan(400_000);
});
