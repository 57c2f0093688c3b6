import type { ColumnReader } from '@rote/store';
import type { Data, DataType } from 'apache-arrow';

/** Collects the values of one column, a record batch at a time. */
export interface ArrowColumn extends ColumnReader {
  readonly type: DataType;
  /** Returns what was collected, and begins again. */
  finish(): Data;
}
