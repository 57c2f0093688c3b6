import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../src/safetensors.js';
import { anyKeptTensors, bitsOf, tensor } from './snapshots.js';

test('what is encoded is decoded bit for bit, wherever in memory the bytes lie', () => {
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

test('tensors come in the order of their values', () => {
  const tensors = [tensor('b', [1], 1), tensor('empty', [0, 3]), tensor('a', [], 2), tensor('10', [2], 3, 4)];
  const { tensors: decoded } = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} }));
  expect(decoded.map(({ name }) => name)).toEqual(['b', 'empty', 'a', '10']);
});

test('encodes only the values of a view into a larger buffer', () => {
  const values = Float32Array.from([9, 1, 2, 9]).subarray(1, 3);
  const bytes = encodeSafetensors({ tensors: [{ name: 'a', shape: [2], values }], metadata: {} });
  expect([...decodeSafetensors(bytes).tensors[0]!.values]).toEqual([1, 2]);
});

/** By hand, from the format's description: length, header, and from a multiple of eight bytes on the values. */
const EXAMPLE_HEADER =
  '{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}    ';
const EXAMPLE = Buffer.concat([
  Buffer.from('9000000000000000', 'hex'),
  Buffer.from(EXAMPLE_HEADER),
  // 1, -2 and 0.5
  Buffer.from('0000803f000000c00000003f', 'hex'),
]);

test('an example written by hand is what is written and read here', () => {
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
  ['a length that is longer than the file', EXAMPLE.subarray(0, 100)],
  ['a length of astronomic size', Buffer.alloc(100, 0xff)],
  ['values that are cut off', EXAMPLE.subarray(0, -1)],
  ['values that continue past the end', Buffer.concat([EXAMPLE, Buffer.alloc(4)])],
  ['a header that is no JSON', withHeader('{"a":')],
  ['a header that is no UTF-8', Buffer.from('0100000000000000ff', 'hex')],
  ['a header that is no object', withHeader('null')],
  ['a header that is a list', withHeader('[1]')],
  ['another dtype', withHeader(a({ dtype: 'F16' }), 8)],
  ['a shape of negative size', withHeader(a({ shape: [-2] }), 8)],
  ['a shape of half a size', withHeader(a({ shape: [0.5, 4] }), 8)],
  ['a shape that overflows', withHeader(a({ shape: [1e300, 1e300] }), 8)],
  ['a shape that its bytes do not fit', withHeader(a({ shape: [3] }), 8)],
  ['offsets that end before they begin', withHeader(a({ shape: [], data_offsets: [4, 0] }), 4)],
  ['offsets that leave a hole', withHeader(a({ data_offsets: [4, 12] }), 12)],
  ['offsets beyond the end', withHeader(a({ data_offsets: [0, 8] }), 4)],
  ['no offsets', withHeader('{"a":{"dtype":"F32","shape":[2]}}', 8)],
  ['metadata that are not strings', withHeader('{"__metadata__":{"a":1}}')],
])('%s is refused', (_, bytes) => {
  expect(() => decodeSafetensors(bytes)).toThrow(
    expect.objectContaining({
      code: 'data-corrupt',
      message: expect.stringMatching(/^Not a safetensors file: ./) as string,
    }),
  );
});

test('overlapping tensors are refused', () => {
  const tensors = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  expect(() => decodeSafetensors(withHeader(JSON.stringify({ a: tensors, b: tensors }), 4))).toThrow('"b"');
});

test('whatever the bytes are, they are read or refused', () => {
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

test('a tensor that is not what its shape says is a mistake of the program', () => {
  expect(() => encodeSafetensors({ tensors: [tensor('a', [3], 1, 2)], metadata: {} })).toThrow(TypeError);
  expect(() => encodeSafetensors({ tensors: [tensor('__metadata__', [])], metadata: {} })).toThrow(TypeError);
});
