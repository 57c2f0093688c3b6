import { Field, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import { distinctNames } from '@rote/contracts';
import { readRecords, type RecordBatch as WireBatch, type WireRows } from '@rote/store';
import { createArrowColumn } from './arrow-columns.js';

/** What the columns of an answer are called, and how they arrive. */
export type RowShape = Pick<WireRows, 'columns' | 'wire'>;

/** Turns batches as PostgreSQL sends them into Arrow's. */
export interface ArrowRows {
  readonly schema: Schema;
  /** @throws QueryError if a value has no form in Arrow */
  read(batch: WireBatch): RecordBatch;
}

export function createArrowRows({ columns, wire }: RowShape): ArrowRows {
  const names = distinctNames(columns.map(({ name }) => name));
  const readers = wire.map((column, index) => createArrowColumn(names[index] ?? '', column));
  const fields = names.map(
    (name, index) =>
      new Field(name, readers[index]!.type, true, new Map([['postgres', columns[index]?.type ?? '']])),
  );
  const schema = new Schema(fields);
  const type = new Struct(fields);
  return {
    schema,
    read(batch) {
      readRecords(batch, readers);
      const children = readers.map((reader) => reader.finish()).slice(0, names.length);
      return new RecordBatch(schema, makeData({ type, length: batch.count, nullCount: 0, children }));
    },
  };
}
