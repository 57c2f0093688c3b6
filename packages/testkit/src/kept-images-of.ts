import type { KeptImages } from '@rote/domain';

/** Returns two gray images of two pixels, the first with its true label. */
export const keptImagesOf = (changes: Partial<KeptImages> = {}): KeptImages => ({
  height: 1,
  width: 2,
  channels: 1,
  stride: 1,
  indices: [0, 9],
  labels: [3, 4],
  trueLabels: [3, 5],
  labelNames: null,
  trueLabelNames: null,
  imagesSha256: 'a'.repeat(64),
  labelsSha256: 'b'.repeat(64),
  pixels: Uint8Array.of(0, 1, 254, 255),
  ...changes,
});
