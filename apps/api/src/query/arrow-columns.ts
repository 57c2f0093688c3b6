import {
  Binary,
  Bool,
  type Data,
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
import type { ColumnReader, WireColumn, WireType } from '@rote/store';
import { DECODE, readElements } from './wire-values.js';

/** Collects the values of one column, a record batch at a time. */
export interface ArrowColumn extends ColumnReader {
  readonly type: DataType;
  /** Returns what was collected, and begins again. */
  finish(): Data;
}

/** The bits of a column that say which values are not null; none if all are. */
function createValidity() {
  let length = 0;
  let nulls: number[] = [];
  return {
    value(): void {
      length++;
    },
    null(): void {
      nulls.push(length++);
    },
    finish() {
      const nullBitmap = nulls.length === 0 ? undefined : new Uint8Array((length + 7) >> 3).fill(0xff);
      for (const index of nulls)
        if (nullBitmap !== undefined)
          nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) & ~(1 << (index & 7));
      const finished = { length, nullCount: nulls.length, nullBitmap: nullBitmap ?? null };
      length = 0;
      nulls = [];
      return finished;
    },
  };
}

/** A column whose values all have the same width. */
function fixedColumn<Value>(
  type: DataType,
  decode: (bytes: Buffer, at: number, length: number) => Value,
  zero: Value,
  pack: (values: readonly Value[]) => ArrayBufferView,
): ArrowColumn {
  const validity = createValidity();
  let values: Value[] = [];
  return {
    type,
    value(bytes, at, length) {
      validity.value();
      values.push(decode(bytes, at, length));
    },
    null() {
      validity.null();
      values.push(zero);
    },
    finish() {
      const data = pack(values);
      values = [];
      return makeData({ type, ...validity.finish(), data } as Parameters<typeof makeData>[0]);
    },
  };
}

function packBits(values: readonly boolean[]): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >> 3);
  for (const [index, value] of values.entries())
    if (value) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return bits;
}

/** A column of text or bytes, which are copied as they are. */
function variableColumn(type: Utf8 | Binary): ArrowColumn {
  const validity = createValidity();
  let offsets = [0];
  let content = Buffer.allocUnsafe(1024);
  let size = 0;
  return {
    type,
    value(bytes, at, length) {
      validity.value();
      if (size + length > content.length) {
        const larger = Buffer.allocUnsafe(Math.max(content.length * 2, size + length));
        content.copy(larger, 0, 0, size);
        content = larger;
      }
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

const COLUMNS: Record<WireType, () => ArrowColumn> = {
  bool: () => fixedColumn(new Bool(), DECODE.bool, false, packBits),
  int2: () => fixedColumn(new Int16(), DECODE.int2, 0, (values) => Int16Array.from(values)),
  int4: () => fixedColumn(new Int32(), DECODE.int4, 0, (values) => Int32Array.from(values)),
  int8: () => fixedColumn(new Int64(), DECODE.int8, 0n, (values) => BigInt64Array.from(values)),
  float4: () => fixedColumn(new Float32(), DECODE.float4, 0, (values) => Float32Array.from(values)),
  float8: () => fixedColumn(new Float64(), DECODE.float8, 0, (values) => Float64Array.from(values)),
  text: () => variableColumn(new Utf8()),
  bytea: () => variableColumn(new Binary()),
  date: () => fixedColumn(new DateDay(), DECODE.date, 0, (values) => Int32Array.from(values)),
  timestamp: () =>
    fixedColumn(new TimestampMicrosecond(), DECODE.timestamp, 0n, (values) => BigInt64Array.from(values)),
  timestamptz: () =>
    fixedColumn(new TimestampMicrosecond('UTC'), DECODE.timestamptz, 0n, (values) =>
      BigInt64Array.from(values),
    ),
};

export function createArrowColumn(name: string, { type, isArray }: WireColumn): ArrowColumn {
  const column = COLUMNS[type]();
  return isArray ? listColumn(name, column) : column;
}
