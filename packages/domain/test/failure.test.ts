import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES, RETRY_POLICY, retryDelayMs } from '../src/failure.js';

describe('retryDelayMs', () => {
  it.each(FAILURE_CLASSES)('retries a cell that fails by %s as often as the table says', (failure) => {
    const { attempts, delayMs } = RETRY_POLICY[failure];
    for (let failures = 1; failures < attempts; failures++)
      expect(retryDelayMs(failure, failures)).toBe(delayMs * 2 ** (failures - 1));
    expect(retryDelayMs(failure, attempts)).toBeNull();
  });
});
