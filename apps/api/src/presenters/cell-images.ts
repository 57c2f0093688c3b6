import type { CellImages } from '@rote/contracts';
import type { KeptImages } from '@rote/domain';
import type { CellRecord } from '@rote/store';

/** The images of a cell's train set without the one that the cell leaves out. */
export function toCellImages({ id, cell }: CellRecord, kept: KeptImages): CellImages {
  const { height, width, channels, stride, indices, labels, trueLabels, labelNames, trueLabelNames } = kept;
  const size = height * width * channels;
  const images = indices.map((index, i) => ({
    index,
    label: labels[i]!,
    className: labelNames?.[i] ?? null,
    trueLabel: trueLabels[i]!,
    trueClassName: trueLabelNames?.[i] ?? null,
    pixels: Buffer.from(kept.pixels.subarray(i * size, (i + 1) * size)).toString('base64'),
  }));
  return {
    cellId: id,
    ...{ height, width, channels, stride },
    images: images.filter(({ index }) => index !== cell.leaveOut),
  };
}
