import { findFaults, type KeptTensor, RoteError, satisfiesSchema } from '@rote/domain';
import { type Static, Type } from 'typebox';

/**
 * Tensors and a little metadata in one file, as Python's `safetensors` reads it: eight bytes with the length of the
 * header, the header in JSON, then the values, all little-endian (https://github.com/huggingface/safetensors).
 */
export interface Safetensors {
  readonly tensors: readonly KeptTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The key of the metadata in the header, beside the tensors. */
const METADATA = '__metadata__';
const LENGTH_BYTES = 8;
/** The types that values may have, by the format's name. */
const ARRAYS = { F32: Float32Array, F64: Float64Array } as const;

const Size = Type.Integer({ minimum: 0 });
const TensorSchema = Type.Object({
  dtype: Type.Enum(['F32', 'F64']),
  shape: Type.Array(Size),
  data_offsets: Type.Tuple([Size, Size]),
});
const HeaderSchema = Type.Record(Type.String(), TensorSchema);
const MetadataSchema = Type.Record(Type.String(), Type.String());

/** Encodes tensors and metadata. The same tensors in the same order give the same bytes. */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  let end = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    if (name === METADATA || sizeOf(shape) !== values.length)
      throw new TypeError(`tensor "${name}" of shape [${shape.join(', ')}] with ${values.length} values`);
    const begin = end;
    end += values.byteLength;
    const dtype = values instanceof Float32Array ? 'F32' : 'F64';
    return [name, { dtype, shape, data_offsets: [begin, end] } satisfies TensorHeader] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries([[METADATA, metadata], ...entries])));
  // The values begin at a multiple of eight bytes; the format allows spaces after the header for this.
  const start = Math.ceil((LENGTH_BYTES + header.length) / 8) * 8;
  const bytes = Buffer.alloc(start + end, ' ');
  bytes.writeBigUInt64LE(BigInt(start - LENGTH_BYTES));
  bytes.set(header, LENGTH_BYTES);
  let at = start;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

interface TensorHeader {
  readonly dtype: keyof typeof ARRAYS;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Decodes a file. The tensors come in the order of their values.
 *
 * @throws RoteError `data-corrupt` if the bytes are not such a file, or hold values other than float32 and float64
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const start = findStart(bytes);
  const { metadata, tensors } = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  const data = bytes.subarray(start);
  let at = 0;
  const decoded = tensors.map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]): KeptTensor => {
      if (
        begin !== at ||
        end > data.length ||
        end - begin !== sizeOf(shape) * ARRAYS[dtype].BYTES_PER_ELEMENT
      )
        throw corrupt(`"${name}" of shape [${shape.join(', ')}] cannot be the bytes ${begin} to ${end}`);
      at = end;
      // A copy: in the file, values may begin at an address where such an array cannot.
      return { name, shape, values: new ARRAYS[dtype](new Uint8Array(data.subarray(begin, end)).buffer) };
    },
  );
  if (at !== data.length) throw corrupt(`${data.length - at} bytes follow the last tensor`);
  return { tensors: decoded, metadata };
}

/** Returns where the values begin. */
function findStart(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) throw corrupt(`it has ${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(bytes.length - LENGTH_BYTES))
    throw corrupt(`it has ${bytes.length} bytes, and claims a header of ${length.toString()}`);
  return LENGTH_BYTES + Number(length);
}

function parseHeader(bytes: Uint8Array): {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly (readonly [string, Static<typeof TensorSchema>])[];
} {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw corrupt('its header is not JSON', cause);
  }
  if (typeof header !== 'object' || header === null) throw corrupt('its header is not an object');
  const { [METADATA]: metadata = {}, ...tensors } = header as Record<string, unknown>;
  if (!satisfiesSchema(MetadataSchema, metadata))
    throw corrupt('its metadata has values that are not strings');
  if (!satisfiesSchema(HeaderSchema, tensors)) {
    const [fault] = findFaults(HeaderSchema, tensors);
    throw corrupt(`its header is wrong at "${fault?.pointer ?? ''}": ${fault?.expected ?? ''}`);
  }
  // JSON.parse puts names that are numbers first. An empty tensor comes before one that begins at the same place.
  const inOrder = Object.entries(tensors).sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  );
  return { metadata, tensors: inOrder };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

const corrupt = (fault: string, cause?: unknown): RoteError =>
  new RoteError('data-corrupt', `Not a safetensors file: ${fault}`, { cause });
