import { expect, test } from 'vitest';
import { parseTrainerMessage } from '../src/messages.js';

test('a message of a trainer is taken as it is', () => {
  const message = { type: 'error', code: 'aborted', message: 'stopped', retryable: true };
  expect(parseTrainerMessage(message)).toBe(message);
});

test.each([
  ['nothing', undefined],
  ['a word', 'ready'],
  ['an unknown type', { type: 'checkpoint' }],
  ['an engine that there is not', { type: 'ready', engine: { name: 'abacus', version: '1', device: 'cpu' } }],
  ['a code that there is not', { type: 'error', code: 'tired', message: '', retryable: false }],
  ['an epoch without its numbers', { type: 'epoch', metrics: { epoch: 1 } }],
])('%s is described', (_, value) => {
  expect(parseTrainerMessage(value)).toEqual(expect.stringMatching(/.+/));
});

test('the description names what is missing', () => {
  expect(parseTrainerMessage({ type: 'result', result: { outcome: 'succeeded' } })).toContain(
    '/result/steps',
  );
});
