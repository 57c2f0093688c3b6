import { loadEngine } from '@rote/engines';
import { beforeAll, describe, test } from 'vitest';
import { expectSameAsCpu } from './fixtures/compare-with-cpu.js';
import { trainingOperations } from './fixtures/training-operations.js';

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

describe('the stock wasm kernels that training uses work', () => {
  test.each(trainingOperations())('%s', async (_, compute) => {
    await expectSameAsCpu('wasm', compute);
  });
});
