import { expect, test } from 'vitest';
import { decodeRecords, PIXELS, recordBytes } from '../src/formats/cifar-records.js';

/** One image: its labels, and planes that begin with two bytes each. */
function recordOf(...labels: readonly number[]): Uint8Array {
  const record = new Uint8Array(recordBytes(labels.length));
  record.set(labels);
  for (const [plane, bytes] of [
    [10, 11],
    [20, 21],
    [30, 31],
  ].entries())
    record.set(bytes, labels.length + plane * PIXELS);
  return record;
}

function decode(content: Uint8Array, labelBytes: number, count: number) {
  const images = new Uint8Array(count * PIXELS * 3);
  const labels = new Uint8Array(count);
  decodeRecords({ name: 'some.bin', content, labelBytes, classes: 10 }, images, labels);
  return { images, labels };
}

test.each([[[7]], [[99, 7]]])('interleaves the planes of a record with labels %j as channels', (labels) => {
  const decoded = decode(recordOf(...labels), labels.length, 1);
  expect([...decoded.images.subarray(0, 6)]).toEqual([10, 20, 30, 11, 21, 31]);
  expect([...decoded.labels]).toEqual([7]);
});

test.each([1, 2])('reads records of %d label bytes one after another', (labelBytes) => {
  const rest = Array.from({ length: labelBytes - 1 }, () => 0);
  const content = Buffer.concat([recordOf(...rest, 3), recordOf(...rest, 4), recordOf(...rest, 9)]);
  const { images, labels } = decode(content, labelBytes, 3);
  expect([...labels]).toEqual([3, 4, 9]);
  for (const image of [0, 1, 2])
    expect([...images.subarray(image * PIXELS * 3, image * PIXELS * 3 + 3)]).toEqual([10, 20, 30]);
});

test.each([
  ['truncated', recordOf(1).subarray(0, -1), '3072'],
  ['longer', Buffer.concat([recordOf(1), recordOf(2)]), '6146'],
  ['empty', new Uint8Array(0), '0'],
])('rejects a %s file', (_, content, found) => {
  expect(() => decode(content, 1, 1)).toThrow(
    expect.objectContaining({
      code: 'data-corrupt',
      message: `some.bin has ${found} bytes; expected 3073 for each of 1 images`,
    }),
  );
});

test('rejects a label that is not a class', () => {
  const content = Buffer.concat([recordOf(0, 9), recordOf(0, 10)]);
  expect(() => decode(content, 2, 2)).toThrow(
    expect.objectContaining({
      code: 'data-corrupt',
      message: 'some.bin: image 1 has label 10; expected 0 to 9',
    }),
  );
});
