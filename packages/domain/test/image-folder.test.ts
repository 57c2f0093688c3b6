import { describe, expect, it } from 'vitest';
import { expandSweep, isFolderName, parseSweepSpec, regularizerName } from '../src/index.js';
import { faultsOf } from './fixtures/faults-of.js';

const dataset = { name: 'image-folder', folder: 'imagenet', classes: 3, images: { train: 100, test: 10 } };
const specOf = (changes: object = {}, grid: object = {}) => ({
  name: 'n',
  dataset: { ...dataset, ...changes },
  grid: { architecture: ['inception-v3'], ...grid },
});
const pointersOf = (spec: unknown) => faultsOf(spec).map(({ pointer }) => pointer);

describe('a sweep of an image folder', () => {
  it('has cells that state the content of the folder in full', () => {
    const regularizer = [['weight-decay', 'dropout', 'random-crop']];
    const [expanded] = expandSweep(parseSweepSpec(specOf({}, { regularizer })));
    const { cell } = expanded!;
    expect(cell.dataset).toEqual({
      ...dataset,
      train: 100,
      test: 10,
      subsetSeed: 0,
      preprocessing: 'inception',
    });
    expect(cell.training).toMatchObject({ learningRate: 0.045, decaySteps: 1 });
    expect(cell.regularizer).toMatchObject({ weightDecay: 4e-5, dropout: 0.2 });
    expect(regularizerName(cell.regularizer)).toBe('weight-decay+dropout+random-crop');
  });

  it('may use a part of the images, but no more than there are', () => {
    const spec = parseSweepSpec(specOf({ test: 5, subsetSeed: 3 }, { trainImages: [20, 100] }));
    expect([...expandSweep(spec)].map(({ cell }) => [cell.dataset.train, cell.dataset.test])).toEqual([
      [20, 5],
      [100, 5],
    ]);
    expect(pointersOf(specOf({ train: 101 }, { trainImages: [102] }))).toEqual([
      '/dataset/train',
      '/grid/trainImages/0',
    ]);
  });

  it('names every fault of its data set', () => {
    expect(
      pointersOf(specOf({ folder: '../etc', classes: 1, images: { train: 5 }, preprocessing: 'scale' })),
    ).toEqual(['/dataset/folder', '/dataset/classes', '/dataset/images/test', '/dataset/preprocessing']);
    expect(pointersOf({ ...specOf(), dataset: { name: 'image-folder' } })).toEqual([
      '/dataset/folder',
      '/dataset/classes',
      '/dataset/images',
    ]);
  });

  it('allows only Inception-v3, which takes no other data', () => {
    const architecture = ['mlp-1x512', 'linear-min-norm', 'inception-v3', 'kernel', 'memorizer', 'linear'];
    expect(pointersOf(specOf({}, { architecture }))).toEqual(
      [0, 1, 3, 4, 5].map((index) => `/grid/architecture/${String(index)}`),
    );
    expect(pointersOf({ ...specOf(), dataset: 'cifar10' })).toEqual(['/grid/architecture/0']);
  });

  it('allows neither rotation nor cropped noise', () => {
    expect(pointersOf(specOf({}, { regularizer: ['none', 'flip-rotation'] }))).toEqual([
      '/grid/regularizer/1',
    ]);
    expect(pointersOf(specOf({}, { regularizer: ['random-crop'], corruption: ['gaussian'] }))).toEqual([
      '/grid/regularizer/0',
    ]);
    const corruption = ['random-labels', 'shuffled-pixels', 'random-pixels'];
    expect(pointersOf(specOf({}, { regularizer: ['random-crop'], corruption }))).toEqual([]);
  });

  it.each(['imagenet', 'a.b-c_d', '2012'])('accepts the folder name %s', (name) => {
    expect(isFolderName(name)).toBe(true);
  });

  it.each(['', '.', '..', 'a..b', '/a', 'a/b', 'a\\b', '.hidden', 'a b', 'ä', 'a\n'])(
    'rejects the folder name %j',
    (name) => {
      expect(isFolderName(name)).toBe(false);
    },
  );
});
