import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../src/safetensors.js';
import { anyKeptTensors, bitsOf, tensor } from './snapshots.js';

test('decodes what it encodes bit for bit, wherever the bytes lie in memory', () => {
  const anyMetadata = fc.dictionary(fc.string(), fc.string(), { maxKeys: 4 });
  fc.assert(
    fc.property(anyKeptTensors, anyMetadata, fc.nat({ max: 9 }), (tensors, metadata, offset) => {
      const bytes = encodeSafetensors({ tensors, metadata });
      const moved = new Uint8Array(offset + bytes.length).subarray(offset);
      moved.set(bytes);
      const decoded = decodeSafetensors(moved);
      expect(bitsOf(decoded.tensors)).toEqual(bitsOf(tensors));
      expect({ ...decoded.metadata }).toEqual({ ...metadata });
    }),
  );
});

test('returns tensors in the order of their values', () => {
  const tensors = [tensor('b', [1], 1), tensor('empty', [0, 3]), tensor('a', [], 2), tensor('10', [2], 3, 4)];
  const { tensors: decoded } = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} }));
  expect(decoded.map(({ name }) => name)).toEqual(['b', 'empty', 'a', '10']);
});

test('encodes only the values of a view into a larger buffer', () => {
  const values = Float32Array.from([9, 1, 2, 9]).subarray(1, 3);
  const bytes = encodeSafetensors({ tensors: [{ name: 'a', shape: [2], values }], metadata: {} });
  expect([...decodeSafetensors(bytes).tensors[0]!.values]).toEqual([1, 2]);
});

/** Written by hand from the format's description: length, header, and, from a multiple of eight bytes, the values. */
const EXAMPLE_HEADER =
  '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}    ';
const EXAMPLE = Buffer.concat([
  Buffer.from('9000000000000000', 'hex'),
  Buffer.from(EXAMPLE_HEADER),
  // 1, -2 and 0.5
  Buffer.from('0000803f000000c00000003f', 'hex'),
]);

test('reads and writes an example written by hand', () => {
  const content = {
    tensors: [tensor('w', [1, 2], 1, -2), tensor('b', [], 0.5)],
    metadata: { format: 'pt' },
  };
  expect(decodeSafetensors(EXAMPLE)).toEqual(content);
  expect(Buffer.from(encodeSafetensors(content)).toString('latin1')).toBe(EXAMPLE.toString('latin1'));
});

function withHeader(header: string, valueBytes = 0): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(valueBytes)]);
}

const a = (fields: object): string =>
  JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...fields } });

test.each([
  ['nothing', new Uint8Array(0)],
  ['less than a length', new Uint8Array(7)],
  ['a length beyond the end of the file', EXAMPLE.subarray(0, 100)],
  ['an astronomical length', Buffer.alloc(100, 0xff)],
  ['truncated values', EXAMPLE.subarray(0, -1)],
  ['bytes after the values', Buffer.concat([EXAMPLE, Buffer.alloc(4)])],
  ['a header that is not JSON', withHeader('{"a":')],
  ['a header that is not UTF-8', Buffer.from('0100000000000000ff', 'hex')],
  ['a header that is not an object', withHeader('null')],
  ['a header that is a list', withHeader('[1]')],
  ['another dtype', withHeader(a({ dtype: 'F16' }), 8)],
  ['a shape of negative size', withHeader(a({ shape: [-2] }), 8)],
  ['a shape with half a size', withHeader(a({ shape: [0.5, 4] }), 8)],
  ['a shape that overflows', withHeader(a({ shape: [1e300, 1e300] }), 8)],
  ['a shape that does not fit its bytes', withHeader(a({ shape: [3] }), 8)],
  ['offsets that end before they begin', withHeader(a({ shape: [], data_offsets: [4, 0] }), 4)],
  ['offsets that leave a hole', withHeader(a({ data_offsets: [4, 12] }), 12)],
  ['offsets beyond the end', withHeader(a({ data_offsets: [0, 8] }), 4)],
  ['no offsets', withHeader('{"a":{"dtype":"F32","shape":[2]}}', 8)],
  ['metadata that is not a string', withHeader('{"__metadata__":{"a":1}}')],
])('rejects %s', (_, bytes) => {
  expect(() => decodeSafetensors(bytes)).toThrow(
    expect.objectContaining({
      code: 'data-corrupt',
      message: expect.stringMatching(/^Not a safetensors file: ./) as string,
    }),
  );
});

test('rejects overlapping tensors', () => {
  const tensors = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  expect(() => decodeSafetensors(withHeader(JSON.stringify({ a: tensors, b: tensors }), 4))).toThrow('"b"');
});

test('either reads or rejects any bytes', () => {
  fc.assert(
    fc.property(fc.nat({ max: EXAMPLE.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
      const bytes = Uint8Array.from(EXAMPLE);
      bytes[at] = value;
      try {
        decodeSafetensors(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: 'data-corrupt' });
      }
    }),
    { numRuns: 2000 },
  );
});

test('treats a tensor that does not fit its shape as a bug in the program', () => {
  expect(() => encodeSafetensors({ tensors: [tensor('a', [3], 1, 2)], metadata: {} })).toThrow(TypeError);
  expect(() => encodeSafetensors({ tensors: [tensor('__metadata__', [])], metadata: {} })).toThrow(TypeError);
});
