import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  List,
  makeData,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow';
import type { WireColumn, WireType } from '@rote/store';
import type { ArrowColumn } from './arrow-column.js';
import { dictionaryColumn } from './dictionary-column.js';
import { createValidity } from './validity.js';
import { daysSinceUnixEpoch, readElements, sinceUnixEpoch } from './wire-values.js';

/** Returns the bytes, or a copy with more room if there is none for this many after the first `size`. */
function withRoom(bytes: Buffer<ArrayBuffer>, size: number, more: number): Buffer<ArrayBuffer> {
  if (size + more <= bytes.length) return bytes;
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, size + more));
  bytes.copy(larger, 0, 0, size);
  return larger;
}

/**
 * A column whose values all have the same number of bytes. PostgreSQL sends the highest byte first, and Arrow has the lowest first:
 * each value is only turned around.
 */
function fixedColumn(
  type: DataType,
  width: number,
  dataOf: (bytes: Uint8Array<ArrayBuffer>) => ArrayBufferView,
): ArrowColumn {
  const validity = createValidity();
  let content = Buffer.allocUnsafeSlow(1024 * width);
  let size = 0;
  return {
    type,
    value(bytes, at) {
      validity.value();
      content = withRoom(content, size, width);
      for (let index = at + width - 1; index >= at; index--) content[size++] = bytes[index] ?? 0;
    },
    null() {
      validity.null();
      content = withRoom(content, size, width);
      content.fill(0, size, (size += width));
    },
    finish() {
      const data = dataOf(new Uint8Array(content.subarray(0, size)));
      size = 0;
      return makeData({ type, ...validity.finish(), data } as Parameters<typeof makeData>[0]);
    },
  };
}

function packBits(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >> 3);
  for (const [index, value] of values.entries())
    if (value === 1) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return bits;
}

/** A column of text or bytes, which are copied as they are. */
function variableColumn(type: Utf8 | Binary): ArrowColumn {
  const validity = createValidity();
  let offsets = [0];
  let content = Buffer.allocUnsafeSlow(1024);
  let size = 0;
  return {
    type,
    value(bytes, at, length) {
      validity.value();
      content = withRoom(content, size, length);
      bytes.copy(content, size, at, at + length);
      size += length;
      offsets.push(size);
    },
    null() {
      validity.null();
      offsets.push(size);
    },
    finish() {
      const data = new Uint8Array(content.subarray(0, size));
      const valueOffsets = Int32Array.from(offsets);
      offsets = [0];
      size = 0;
      return makeData({ type, ...validity.finish(), valueOffsets, data } as Parameters<typeof makeData>[0]);
    },
  };
}

function listColumn(name: string, element: ArrowColumn): ArrowColumn {
  const validity = createValidity();
  let offsets = [0];
  let size = 0;
  const type = new List(new Field('item', element.type, true));
  return {
    type,
    value(bytes, at) {
      validity.value();
      size += readElements(bytes, at, name, (place, length) => {
        if (length === -1) element.null();
        else element.value(bytes, place, length);
      });
      offsets.push(size);
    },
    null() {
      validity.null();
      offsets.push(size);
    },
    finish() {
      const valueOffsets = Int32Array.from(offsets);
      offsets = [0];
      size = 0;
      return makeData({
        type,
        ...validity.finish(),
        valueOffsets,
        child: element.finish(),
      } as Parameters<typeof makeData>[0]);
    },
  };
}

const microseconds = ({ buffer }: Uint8Array<ArrayBuffer>): BigInt64Array =>
  sinceUnixEpoch(new BigInt64Array(buffer));

const COLUMNS: Record<WireType, () => ArrowColumn> = {
  bool: () => fixedColumn(new Bool(), 1, packBits),
  int2: () => fixedColumn(new Int16(), 2, ({ buffer }) => new Int16Array(buffer)),
  int4: () => fixedColumn(new Int32(), 4, ({ buffer }) => new Int32Array(buffer)),
  int8: () => fixedColumn(new Int64(), 8, ({ buffer }) => new BigInt64Array(buffer)),
  float4: () => fixedColumn(new Float32(), 4, ({ buffer }) => new Float32Array(buffer)),
  float8: () => fixedColumn(new Float64(), 8, ({ buffer }) => new Float64Array(buffer)),
  text: () => variableColumn(new Utf8()),
  bytea: () => variableColumn(new Binary()),
  date: () => fixedColumn(new DateDay(), 4, ({ buffer }) => daysSinceUnixEpoch(new Int32Array(buffer))),
  timestamp: () => fixedColumn(new TimestampMicrosecond(), 8, microseconds),
  timestamptz: () => fixedColumn(new TimestampMicrosecond('UTC'), 8, microseconds),
};

export function createArrowColumn(
  name: string,
  { type, isArray, isRepeated = false }: WireColumn,
): ArrowColumn {
  if (isRepeated && type === 'text' && !isArray) return dictionaryColumn();
  const column = COLUMNS[type]();
  return isArray ? listColumn(name, column) : column;
}
