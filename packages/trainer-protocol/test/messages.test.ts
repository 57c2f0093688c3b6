import { expect, test } from 'vitest';
import { keptImagesOf } from '@rote/testkit/values';
import fc from 'fast-check';
import { parseTrainerMessage, receiveImages, sendImages } from '../src/messages.js';

test('returns a valid message as it is', () => {
  const message = { type: 'error', code: 'aborted', message: 'stopped', retryable: true };
  expect(parseTrainerMessage(message)).toBe(message);
});

test.each([
  ['nothing', undefined],
  ['a word', 'ready'],
  ['an unknown type', { type: 'checkpoint' }],
  ['an unknown engine', { type: 'ready', engine: { name: 'abacus', version: '1', device: 'cpu' } }],
  ['an unknown code', { type: 'error', code: 'tired', message: '', retryable: false }],
  ['an epoch without its numbers', { type: 'epoch', metrics: { epoch: 1 } }],
])('describes what is wrong with %s', (_, value) => {
  expect(parseTrainerMessage(value)).toEqual(expect.stringMatching(/.+/));
});

test('names what is missing', () => {
  expect(parseTrainerMessage({ type: 'result', result: { outcome: 'succeeded' } })).toContain(
    '/result/steps',
  );
});

test('accepts the records of 50,000 examples, as JSON of less than two megabytes', () => {
  const counts = Array.from({ length: 50_000 }, (_, i) => i % 70);
  const numbers = (length: number): number[] => Array.from({ length }, (_, i) => Math.fround(Math.sin(i)));
  const result = {
    outcome: 'succeeded',
    stopReason: 'epochs',
    epochs: 70,
    steps: 27_370,
    final: null,
    bestTestAccuracy: 0.5,
    bestTestEpoch: 3,
    epochsToFit: null,
    parameterCount: 1_209_866,
    corruption: {
      labelsSelected: 0,
      labelsChanged: 0,
      labelsSha256: '0'.repeat(64),
      imagesSha256: '0'.repeat(64),
    },
    seconds: 1,
    imagesPerSecond: 1,
    examples: {
      firstFitted: counts,
      timesForgotten: counts,
      margins: numbers(50_000),
      testLosses: numbers(10_000),
    },
  };
  const sent = JSON.stringify({ type: 'result', result, weights: null });
  expect(sent.length).toBeLessThan(2e6);
  const message: unknown = JSON.parse(sent);
  expect(parseTrainerMessage(message)).toBe(message);
});

test('images arrive with all their bytes, through JSON', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.option(fc.array(fc.string(), { minLength: 2, maxLength: 2 })),
      (pixels, names) => {
        const images = keptImagesOf({ width: 4, stride: 3, trueLabelNames: names, pixels });
        const message = parseTrainerMessage(
          JSON.parse(JSON.stringify({ type: 'images', images: sendImages(images) })),
        );
        if (typeof message === 'string' || message.type !== 'images') throw new Error('not valid');
        expect(receiveImages(message.images)).toEqual(images);
      },
    ),
  );
});
