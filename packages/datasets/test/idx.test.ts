import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIdx } from '../src/formats/idx.js';

function encodeIdx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, data]);
}

const arrays = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  });
});

test('reads back what was written', () => {
  fc.assert(
    fc.property(arrays, ({ shape, data }) => {
      const parsed = parseIdx(encodeIdx(shape, data), 'file');
      expect(parsed.shape).toEqual(shape);
      expect([...parsed.data]).toEqual([...data]);
    }),
  );
});

test('rejects a file truncated at any byte', () => {
  fc.assert(
    fc.property(
      arrays,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      ({ shape, data }, cut) => {
        const whole = encodeIdx(shape, data);
        const truncated = whole.subarray(0, Math.floor(cut * whole.length));
        expect(() => parseIdx(truncated, 'file')).toThrow(expect.objectContaining({ code: 'data-corrupt' }));
      },
    ),
  );
});

test.each([
  ['trailing bytes', [0, 0, 8, 1, 0, 0, 0, 1, 7, 7], 'labels: 10 bytes long, but its header 1 requires 9'],
  ['elements of another type', [0, 0, 13, 1, 0, 0, 0, 0], 'labels: not an IDX file of unsigned bytes'],
  ['another format', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0], 'labels: not an IDX file of unsigned bytes'],
  ['a cut header', [0, 0, 8, 2, 0, 0, 0, 1], 'labels: truncated in the header, at byte 8'],
])('reports %s', (_, bytes, message) => {
  expect(() => parseIdx(Uint8Array.from(bytes), 'labels')).toThrow(message);
});
