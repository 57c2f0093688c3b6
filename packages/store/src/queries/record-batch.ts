/** Some rows in a binary format of PostgreSQL's: `readRecords` reads them. */
export interface RecordBatch {
  readonly count: number;
  readonly bytes: Buffer;
  /** Whether each row is a record, or a row of COPY. Default: a record. */
  readonly framing?: 'record' | 'copy';
}
