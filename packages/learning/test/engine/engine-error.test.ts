import { RoteError } from '@rote/domain';
import { expect, test } from 'vitest';
import { translateEngineError } from '../../src/engine/engine-error.js';

test.each([
  ['Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[128,28,28,96]', 'out-of-memory'],
  ['Invalid TF_Status: 8\nMessage: RESOURCE_EXHAUSTED: failed to allocate memory', 'out-of-memory'],
  ['Array buffer allocation failed', 'out-of-memory'],
  ['createBuffer failed to allocate a buffer mapped at creation.', 'out-of-memory'],
  ['Invalid TF_Status: 3\nMessage: cuDNN launch failure', 'engine-failed'],
  ['Session fail to run with error: cuDNN launch failure', 'engine-failed'],
])('translates "%s" to %s, retryable', (message, code) => {
  const cause = new Error(message);
  expect(translateEngineError(cause)).toMatchObject({ code, retryable: true, cause });
});

test('returns errors unchanged if they do not come from an engine', () => {
  for (const error of [new RoteError('aborted', 'stopped'), new TypeError('x is not a function'), 'text']) {
    expect(translateEngineError(error)).toBe(error);
  }
});

test.each([
  ['Invalid typed array length: 9999800001', 'out-of-memory'],
  ['Array buffer allocation failed', 'out-of-memory'],
  ['Invalid typed array length: -1', undefined],
])('treats an array too large for any memory as out of memory: %s', (message, code) => {
  const error = new RangeError(message);
  const translated = translateEngineError(error);
  if (code === undefined) expect(translated).toBe(error);
  else expect(translated).toMatchObject({ code, retryable: true });
});
