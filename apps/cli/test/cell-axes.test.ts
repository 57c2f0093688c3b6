import { expandSweep, parseSweepSpec } from '@rote/domain';
import { expect, it } from 'vitest';
import { describeAxes } from '../src/sweeps/cell-axes.js';

/** What differs between the cells of a sweep of these regularizers, by the name of the column. */
function columnsOf(regularizer: readonly unknown[]): Readonly<Record<string, readonly unknown[]>> {
  const spec = parseSweepSpec({
    name: 'axes',
    dataset: 'mnist',
    grid: { architecture: ['mlp-1x512'], regularizer },
  });
  const { varying } = describeAxes([...expandSweep(spec)].map(({ cell }) => cell));
  return Object.fromEntries(varying.map(({ name, values }) => [name, values]));
}

it('names regularizers in words, and shows 0 if one is off', () => {
  expect(columnsOf(['none', 'label-smoothing', { labelSmoothing: 0.2 }, 'weight-decay'])).toMatchObject({
    'label smoothing': [0, 0.1, 0.2, 0],
  });
  expect(columnsOf(['none', 'mixup', { mixup: 0.2 }])).toMatchObject({ mixup: [0, 1, 0.2] });
});

it('leaves early stopping without a patience if it is off', () => {
  expect(columnsOf(['none', { patience: 3 }, { patience: 5 }])).toMatchObject({ patience: [null, 3, 5] });
});
