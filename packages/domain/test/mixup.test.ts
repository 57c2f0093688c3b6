import { describe, expect, it } from 'vitest';
import { describeRegularizer, InvalidInputError, regularizerName } from '../src/index.js';
import { expandRegularizers as expand } from './fixtures/expand-regularizers.js';

describe('mixup', () => {
  it('has an α of 1 by name', () => {
    const [named, written] = [expand(['mixup']), expand([{ mixup: 1 }])];
    expect(named).toEqual(written);
    expect(named[0]!.cell.regularizer).toEqual({
      weightDecay: 0,
      dropout: 0,
      augmentation: 'none',
      mixup: 1,
      patience: null,
    });
  });

  it('is absent if it is off, so that cells from before it keep their ids', () => {
    expect(expand([{ mixup: 0 }, 'none', {}])).toEqual(expand(['none']));
    expect(expand(['none'])[0]!.cell.regularizer).not.toHaveProperty('mixup');
  });

  it('has its name in results, and its number in a report', () => {
    const [{ cell } = expect.fail('no cell')] = expand([['mixup', 'random-crop', 'label-smoothing']]);
    expect(regularizerName(cell.regularizer)).toBe('label-smoothing+random-crop+mixup');
    expect(describeRegularizer(cell.regularizer)).toBe(
      'label-smoothing with random-crop with mixup (ε 0.1, α 1)',
    );
  });

  it.each(['linear', 'linear-gabor', 'linear-min-norm', 'kernel', 'memorizer'])(
    'is refused where losses are squares: %s',
    (architecture) => {
      expect(() => expand(['mixup'], architecture)).toThrow(InvalidInputError);
    },
  );

  it('is refused by name', () => {
    expect(() => expand(['mixup'], 'linear')).toThrow(/no mixup: the loss of a linear model is a square/);
  });

  it.each([-0.1, 'auto', null])('has no α such as %j', (mixup) => {
    expect(() => expand([{ mixup }])).toThrow(/mixup/);
  });
});
