import { INPUT_SIDE } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Extractor } from './extractor.js';

/** In pixels, half an octave apart. */
const WAVELENGTHS = [4, 4 * Math.SQRT2, 8] as const;
const ORIENTATIONS = 8;
/** Standard deviation of the envelope, in wavelengths: a bandwidth of one octave. */
const ENVELOPE = 0.56;
/** Pixels between the centers of neighboring filters. */
const STRIDE = 2;
const CENTERS = INPUT_SIDE / STRIDE;
/** Number of centers along the side of a grid cell over which moduli are averaged. */
const CELL_SIDE = 2;
const CELLS = CENTERS / CELL_SIDE;

/** Number of features per channel. */
const GABOR_FEATURES = WAVELENGTHS.length * ORIENTATIONS * CELLS * CELLS;

interface Wavelet {
  readonly wavelength: number;
  /** Direction of the wave, in radians. */
  readonly angle: number;
  /** In radians: 0 is a cosine wave, ½π a sine wave. */
  readonly phase: number;
}

const WAVELETS: readonly Wavelet[] = WAVELENGTHS.flatMap((wavelength) =>
  [0, Math.PI / 2].flatMap((phase) =>
    Array.from({ length: ORIENTATIONS }, (_, k) => ({
      wavelength,
      angle: (k * Math.PI) / ORIENTATIONS,
      phase,
    })),
  ),
);

/** Returns the value of a wavelet dx columns and dy rows from its center. */
function waveletAt({ wavelength, angle, phase }: Wavelet, dx: number, dy: number): number {
  const sigma = ENVELOPE * wavelength;
  const envelope = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
  const along = dx * Math.cos(angle) + dy * Math.sin(angle);
  // A cosine wave also responds to brightness; subtracting its mean removes that.
  const mean = Math.cos(phase) * Math.exp(-2 * (Math.PI * ENVELOPE) ** 2);
  return envelope * (Math.cos((2 * Math.PI * along) / wavelength - phase) - mean);
}

/** Returns Σ value² of a wavelet over the plane. */
function squareOf(wavelet: Wavelet): number {
  const reach = 2 * INPUT_SIDE;
  let sum = 0;
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) sum += waveletAt(wavelet, dx, dy) ** 2;
  return sum;
}

/**
 * All responses of a channel as one matrix product. The matrix has a row for each pixel, and a column for each center
 * (row by row) and wavelet.
 */
function responseMatrix(): tf.Tensor2D {
  const pixels = INPUT_SIDE * INPUT_SIDE;
  const columns = CENTERS * CENTERS * WAVELETS.length;
  const values = new Float32Array(pixels * columns);
  const middle = (STRIDE - 1) / 2;
  WAVELETS.forEach((wavelet, w) => {
    const norm = Math.sqrt(squareOf(wavelet));
    for (let center = 0; center < CENTERS * CENTERS; center++) {
      const top = Math.floor(center / CENTERS) * STRIDE + middle;
      const left = (center % CENTERS) * STRIDE + middle;
      for (let pixel = 0; pixel < pixels; pixel++) {
        const value = waveletAt(wavelet, (pixel % INPUT_SIDE) - left, Math.floor(pixel / INPUT_SIDE) - top);
        values[pixel * columns + center * WAVELETS.length + w] = value / norm;
      }
    }
  });
  return tf.tensor2d(values, [pixels, columns]);
}

/**
 * Gabor wavelets (Daugman 1985). For each channel, the moduli √(even² + odd²) of the responses to a fixed bank at every
 * second pixel, averaged over the cells of a 7×7 grid. This gives 1176 features per channel, ordered by cell (row by
 * row), wavelength and orientation.
 *
 * The bank combines wavelengths of 4, 5.7 and 8 pixels with orientations kπ/8. Each combination has a cosine and a sine
 * wave under a round Gaussian envelope with a standard deviation of 0.56 wavelengths (a bandwidth of one octave). The
 * mean of the cosine is subtracted, and each wavelet has an ℓ2 norm of 1. Pixels outside the image count as 0.
 */
export function createGaborExtractor(): Extractor {
  const responses = responseMatrix();
  const modulusOf = (channel: tf.Tensor4D): tf.Tensor4D => {
    const pixels = tf.reshape<tf.Rank.R2>(channel, [channel.shape[0], -1]);
    const squares = tf.reshape(tf.square(tf.matMul(pixels, responses)), [
      -1,
      WAVELENGTHS.length,
      2,
      ORIENTATIONS,
    ]);
    const moduli = tf.sqrt(tf.sum(squares, 2));
    return tf.reshape(moduli, [channel.shape[0], CENTERS, CENTERS, WAVELENGTHS.length * ORIENTATIONS]);
  };
  return {
    standardizes: false,
    extract: (images) =>
      tf.tidy(() => {
        const channels = tf.split<tf.Tensor4D>(images, images.shape[3], 3);
        const features = channels.map((channel) => {
          const averages = tf.avgPool(modulusOf(channel), CELL_SIDE, CELL_SIDE, 'valid');
          return tf.reshape<tf.Rank.R2>(averages, [channel.shape[0], GABOR_FEATURES]);
        });
        return tf.concat(features, 1);
      }),
    dispose() {
      responses.dispose();
    },
  };
}
