import { expect, test } from 'vitest';
import { marginPercentiles, normsOverMargin } from '../../src/measures/margins.js';
import { rademacherProxy } from '../../src/measures/rademacher.js';

test('percentiles interpolate linearly between the sorted margins', () => {
  const margins = Float32Array.from({ length: 101 }, (_, i) => ((i * 37) % 101) - 10);
  expect(marginPercentiles(margins)).toEqual({
    'margin-p1': -9,
    'margin-p5': -5,
    'margin-p10': 0,
    'margin-p50': 40,
  });
  expect(marginPercentiles(Float32Array.of(3, -1))).toMatchObject({ 'margin-p50': 1, 'margin-p1': -0.96 });
  expect(marginPercentiles(Float32Array.of(2))).toMatchObject({ 'margin-p1': 2, 'margin-p50': 2 });
});

test('norms are divided by the 10th percentile', () => {
  const norms = { 'spectral-product': 8, 'frobenius-product': 12, 'path-norm': 3, 'l2-norm': 6 };
  expect(normsOverMargin({ ...norms, 'margin-p10': 2, 'margin-p50': 5, 'parameter-count': 7 })).toEqual({
    'spectral-product-over-margin': 4,
    'frobenius-product-over-margin': 6,
    'path-norm-over-margin': 1.5,
    'l2-norm-over-margin': 3,
  });
});

test('norms are not divided by a margin that is not positive', () => {
  for (const margin of [0, -1, NaN])
    expect(normsOverMargin({ 'l2-norm': 6, 'margin-p10': margin })).toEqual({});
});

test('the Rademacher proxy is 1 if all labels are fitted, and 0 by chance', () => {
  expect([1, 0.5, 0.75].map(rademacherProxy)).toEqual([1, 0, 0.5]);
});
