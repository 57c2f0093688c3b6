import { startSha256 } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import { INPUT_SIDE } from '@rote/domain';
import { takeTurn } from '../training/take-turn.js';
import type { ImageSource } from './image-source.js';
import { centreWindow } from './window.js';

/** Images read between two turns of the event loop: a few milliseconds. */
const IMAGES_A_TURN = 256;

/** All images of a split at their centre window, in the engine's memory. */
export interface PreprocessedImages {
  /** [count, 28, 28, channels] */
  readonly tensor: tf.Tensor4D;
  /** SHA-256 of the images before preprocessing, as `CorruptionRecord.imagesSha256` says. */
  readonly sha256: string;
}

/**
 * Reads, hashes and preprocesses every image of a source.
 *
 * @param options.hashAs `bytes` where all values are whole grey levels, else `float32` (little-endian)
 * @throws RoteError `aborted`
 */
export async function preprocessImages(
  source: ImageSource,
  options: {
    readonly preprocess: (image: Float32Array) => void;
    readonly hashAs: 'bytes' | 'float32';
    readonly signal: AbortSignal;
  },
): Promise<PreprocessedImages> {
  const { channels } = source.frame;
  const size = INPUT_SIDE * INPUT_SIDE * channels;
  const values = new Float32Array(source.count * size);
  const hash = startSha256();
  for (let index = 0; index < source.count; index++) {
    const image = values.subarray(index * size, (index + 1) * size);
    source.readWindow(index, centreWindow, image);
    hash.update(
      options.hashAs === 'bytes'
        ? Uint8Array.from(image)
        : new Uint8Array(image.buffer, image.byteOffset, image.byteLength),
    );
    options.preprocess(image);
    if (index % IMAGES_A_TURN === 0) await takeTurn(options.signal);
  }
  return {
    tensor: tf.tensor4d(values, [source.count, INPUT_SIDE, INPUT_SIDE, channels]),
    sha256: hash.hex(),
  };
}
