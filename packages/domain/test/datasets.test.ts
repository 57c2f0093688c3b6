import { expect, test } from 'vitest';
import type { DatasetFacts } from '../src/datasets/facts.js';
import { DATASETS } from '../src/index.js';

const NAMED = Object.entries<DatasetFacts>(DATASETS).filter(([, { classNames }]) => classNames !== undefined);

test.each(NAMED)('%s has a different name for each class', (_, { classes, classNames = [] }) => {
  expect(classNames).toHaveLength(classes);
  expect(new Set(classNames).size).toBe(classes);
});
