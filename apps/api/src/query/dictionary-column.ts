import { type Data, Dictionary, Int32, makeData, Utf8, Vector } from 'apache-arrow';
import type { ArrowColumn } from './arrow-column.js';
import { createValidity } from './validity.js';

/** Texts that a dictionary does not have yet, as Arrow's data. */
function textsOf(texts: readonly Buffer[]): Data<Utf8> {
  const valueOffsets = new Int32Array(texts.length + 1);
  for (const [index, { length }] of texts.entries())
    valueOffsets[index + 1] = (valueOffsets[index] ?? 0) + length;
  return makeData({
    type: new Utf8(),
    length: texts.length,
    nullCount: 0,
    valueOffsets,
    data: new Uint8Array(Buffer.concat(texts)),
  });
}

/**
 * A column of text in which few values repeat: the stream has each value once, in a dictionary that grows from batch to batch, and each
 * row has its number.
 */
export function dictionaryColumn(): ArrowColumn {
  const validity = createValidity();
  const numbers = new Map<string, number>();
  const chunks: Data<Utf8>[] = [];
  let added: Buffer[] = [];
  let indices: number[] = [];
  // The next row often has the same value.
  let lastText: Buffer | undefined;
  let lastNumber = 0;
  const type = new Dictionary(new Utf8(), new Int32());
  return {
    type,
    value(bytes, at, length) {
      validity.value();
      const isSame = lastText?.length === length && bytes.compare(lastText, 0, length, at, at + length) === 0;
      if (!isSame) {
        lastText = Buffer.from(bytes.subarray(at, at + length));
        const key = lastText.toString('latin1');
        lastNumber = numbers.get(key) ?? numbers.size;
        if (lastNumber === numbers.size) {
          numbers.set(key, lastNumber);
          added.push(lastText);
        }
      }
      indices.push(lastNumber);
    },
    null() {
      validity.null();
      indices.push(0);
    },
    finish() {
      // The writer sends only the chunks that are new.
      if (added.length > 0 || chunks.length === 0) chunks.push(textsOf(added));
      added = [];
      const data = Int32Array.from(indices);
      indices = [];
      return makeData({ type, ...validity.finish(), data, dictionary: new Vector([...chunks]) });
    },
  };
}
