import { expect, test } from 'vitest';
import {
  classCount,
  DATASETS,
  expandSweep,
  InvalidInputError,
  parseSweepSpec,
  wholeDataset,
} from '../src/index.js';

const { classes, classNames } = DATASETS.cifar100;

const parse = (corruption: unknown) =>
  parseSweepSpec({
    name: 'n',
    dataset: 'cifar100',
    grid: { architecture: ['mlp-1x512'], corruption: [corruption] },
  });

test('names its classes in alphabetical order', () => {
  expect([...classNames].sort()).toEqual(classNames);
});

/** A fifth of the images of each class get the next one. */
const transitionsOf = (size: number): number[][] =>
  Array.from({ length: size }, (_, from) =>
    Array.from({ length: size }, (__, to) => (to === from ? 0.8 : to === (from + 1) % size ? 0.2 : 0)),
  );

test('accepts asymmetric noise only between its hundred classes', () => {
  expect(() => parse({ kind: 'asymmetric-labels', transitions: transitionsOf(classes) })).not.toThrow();
  const parsing = () => parse({ kind: 'asymmetric-labels', transitions: transitionsOf(10) });
  expect(parsing).toThrow(InvalidInputError);
  expect(parsing).toThrow('100 rows of 100 probabilities');
});

test('has a hundred classes, and two with random binary labels', () => {
  const countOf = (corruption: string) =>
    [...expandSweep(parse(corruption))].map(({ cell }) =>
      classCount(cell, wholeDataset(cell.dataset).classes),
    );
  expect([countOf('random-labels'), countOf('random-binary-labels')]).toEqual([[100], [2]]);
});
