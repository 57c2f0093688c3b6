import { describe, expect, it } from 'vitest';
import { describeRegularizer, InvalidInputError, regularizerName } from '../src/index.js';
import { expandRegularizers as expand } from './fixtures/expand-regularizers.js';

describe('label smoothing', () => {
  it('is 0.1 if it is given by name', () => {
    const [named, written] = [expand(['label-smoothing']), expand([{ labelSmoothing: 0.1 }])];
    expect(named).toEqual(written);
    expect(named[0]!.cell.regularizer).toEqual({
      weightDecay: 0,
      dropout: 0,
      labelSmoothing: 0.1,
      augmentation: 'none',
      patience: null,
    });
  });

  it('is absent if it is off, so that older cells keep their ids', () => {
    expect(expand([{ labelSmoothing: 0 }, 'none', {}])).toEqual(expand(['none']));
    expect(expand(['none'])[0]!.cell.regularizer).not.toHaveProperty('labelSmoothing');
  });

  it('appears by name in results and with its number in a report', () => {
    const regularizer = ['random-crop', 'label-smoothing', 'dropout'];
    const [{ cell } = expect.fail('no cell')] = expand([regularizer]);
    expect(regularizerName(cell.regularizer)).toBe('dropout+label-smoothing+random-crop');
    expect(describeRegularizer(cell.regularizer)).toBe(
      'dropout with label-smoothing with random-crop (dropout 0.5, ε 0.1)',
    );
  });

  it.each(['linear', 'linear-min-norm', 'memorizer'])(
    'is rejected for a squared loss: %s',
    (architecture) => {
      expect(() => expand(['label-smoothing'], architecture)).toThrow(InvalidInputError);
    },
  );

  it.each([-0.1, 1, 'auto'])('rejects the share %j', (labelSmoothing) => {
    expect(() => expand([{ labelSmoothing }])).toThrow(/labelSmoothing/);
  });
});
