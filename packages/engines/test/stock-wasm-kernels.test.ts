import { beforeAll, describe, test } from 'vitest';
import { loadEngine } from '../src/index.js';
import { expectSameAsCpu } from './fixtures/compare-with-cpu.js';
import { TRAINING_OPERATIONS } from './fixtures/training-operations.js';

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

describe('what training needs of the stock wasm kernels works', () => {
  test.each(TRAINING_OPERATIONS)('%s', async (_, compute) => {
    await expectSameAsCpu('wasm', compute);
  });
});
