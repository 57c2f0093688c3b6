import { Readable } from 'node:stream';
import type { QueryFormat, RowFormat } from '@rote/contracts';
import type { OpenRows, QueryForm } from '@rote/store';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { EncodingThread } from './encoding-thread.js';

const Text = Type.Unsafe<Readable>({ type: 'string' });
const Bytes = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });

/** The content of an answer in each row format, for the OpenAPI document. */
export const ROW_CONTENT = {
  'application/x-ndjson': { schema: Text },
  'text/csv': { schema: Text },
  'application/vnd.apache.arrow.stream': { schema: Bytes },
};

/** How each format gets its rows. Of curves, `values` are one row per cell, with lists. */
export const FORM_OF_FORMAT = { ndjson: 'json', csv: 'text', arrow: 'values' } as const satisfies Record<
  RowFormat,
  QueryForm
>;

/** Returns rows in a format while they are read. They are closed when the client goes away. */
export async function encodeRows(
  rows: OpenRows,
  format: Exclude<QueryFormat, 'json'>,
  { thread, reply }: { readonly thread: EncodingThread; readonly reply: FastifyReply },
): Promise<Readable> {
  reply.raw.once('close', () => void rows.close());
  if (reply.raw.closed) await rows.close();
  return Readable.from(thread.encode(format, rows), { highWaterMark: 1 });
}
