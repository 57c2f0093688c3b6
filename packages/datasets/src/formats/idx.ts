import { RoteError } from '@rote/domain';

/** An array of bytes in the IDX format of the MNIST files. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** The elements, row-major; owns its memory. */
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Parses an IDX file of unsigned bytes: two zero bytes, the element type, the number of dimensions, each dimension as a
 * big-endian 32-bit integer, then the elements.
 *
 * @param name of the file, for errors
 * @throws RoteError `data-corrupt` if the header is wrong or does not match the length
 */
export function parseIdx(content: Uint8Array, name: string): IdxArray {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== UNSIGNED_BYTE) {
    throw new RoteError('data-corrupt', `${name}: not an IDX file of unsigned bytes`);
  }
  const rank = view.getUint8(3);
  const header = 4 + 4 * rank;
  if (content.length < header) {
    throw new RoteError('data-corrupt', `${name}: truncated in the header, at byte ${content.length}`);
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = header + shape.reduce((product, size) => product * size, 1);
  if (content.length !== expected) {
    const found = `${content.length} bytes long, but its header ${shape.join(' × ')} requires ${expected}`;
    throw new RoteError('data-corrupt', `${name}: ${found}`);
  }
  return { shape, data: content.slice(header) };
}
