import type { ParquetWriter } from 'hyparquet-writer';
import type { ColumnReader, WireColumn, WireType } from '@rote/store';
import { DECODE, readElements } from './wire-values.js';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** How each type is stored. */
const PARQUET_TYPES: Record<WireType, Omit<SchemaElement, 'name' | 'repetition_type'>> = {
  bool: { type: 'BOOLEAN' },
  int2: { type: 'INT32', converted_type: 'INT_16' },
  int4: { type: 'INT32' },
  int8: { type: 'INT64' },
  float4: { type: 'FLOAT' },
  float8: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  bytea: { type: 'BYTE_ARRAY' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
  timestamptz: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
};

/** Collects the values of one column, a row group at a time. */
export interface ParquetColumn extends ColumnReader {
  readonly name: string;
  readonly isFloat: boolean;
  readonly schema: readonly SchemaElement[];
  /** Returns what was collected, and begins again. */
  finish(): unknown[];
}

export function createParquetColumn(name: string, { type, isArray }: WireColumn): ParquetColumn {
  const decode: (bytes: Buffer, at: number, length: number) => unknown = DECODE[type];
  let values: unknown[] = [];
  const element = { ...PARQUET_TYPES[type], repetition_type: 'OPTIONAL' as const };
  const listOf = (bytes: Buffer, at: number): readonly unknown[] => {
    const list: unknown[] = [];
    readElements(bytes, at, name, (place, length) => {
      list.push(length === -1 ? null : decode(bytes, place, length));
    });
    return list;
  };
  return {
    name,
    isFloat: type === 'float4' || type === 'float8',
    schema: isArray
      ? [
          { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', ...element },
        ]
      : [{ name, ...element }],
    value(bytes, at, length) {
      values.push(isArray ? listOf(bytes, at) : decode(bytes, at, length));
    },
    null() {
      values.push(null);
    },
    finish() {
      const finished = values;
      values = [];
      return finished;
    },
  };
}
