import type { Cell, KeptImages } from '@rote/domain';
import { keptImagesId, keptImagesInputs } from '@rote/domain';
import type { Database } from '../database/database.js';
import type { Prisma } from '../generated/client.js';

/**
 * Some train images as networks see them. They are a function of what a cell's train set depends on, so cells that have the
 * same share one row, and which attempt wrote it makes no difference.
 */
export interface ImageStore {
  /**
   * Keeps images of a cell's train set. Does nothing if they are kept already, or if those of a hundred other seeds are: a sweep may
   * have as many seeds as cells.
   */
  keep(cell: Cell, images: KeptImages): Promise<void>;
  /**
   * Returns the images of a cell's train set, or undefined if none are kept.
   *
   * @param imagesSha256 of the train set that the cell was trained on; without it, images of any train set that its
   *   settings describe are returned. Only the content of an image folder may differ.
   */
  find(cell: Cell, imagesSha256?: string): Promise<KeptImages | undefined>;
  /** Returns whether `find` would find images. */
  has(cell: Cell, imagesSha256?: string): Promise<boolean>;
}

/** Sets that differ in nothing but their seeds. Two that are written at the same moment may exceed it. */
const MOST_SEEDS = 100;

const placeOf = (cell: Cell, imagesSha256: string | undefined) => ({
  inputsSha256: keptImagesId(cell),
  ...(imagesSha256 === undefined ? {} : { imagesSha256 }),
});

const namesOrNull = (names: readonly string[]): readonly string[] | null =>
  names.length === 0 ? null : names;

export function createImageStore({ client }: Pick<Database, 'client'>): ImageStore {
  return {
    async keep(cell, images) {
      const { height, width, channels, stride, imagesSha256, labelsSha256 } = images;
      const inputs = keptImagesInputs(cell);
      const [others] = await client.$queryRaw<readonly { n: number }[]>`
        SELECT count(*)::int AS n FROM (
          SELECT FROM kept_images WHERE inputs - 'seeds' = ${JSON.stringify(inputs)}::jsonb - 'seeds' LIMIT ${MOST_SEEDS}
        ) same`;
      if ((others?.n ?? 0) >= MOST_SEEDS) return;
      await client.keptImages.createMany({
        data: {
          inputsSha256: keptImagesId(cell),
          inputs: inputs as Prisma.InputJsonObject,
          ...{ height, width, channels, stride, imagesSha256, labelsSha256 },
          indices: [...images.indices],
          labels: [...images.labels],
          trueLabels: [...images.trueLabels],
          labelNames: [...(images.labelNames ?? [])],
          trueLabelNames: [...(images.trueLabelNames ?? [])],
          pixels: Uint8Array.from(images.pixels),
        },
        skipDuplicates: true,
      });
    },
    async find(cell, imagesSha256) {
      const row = await client.keptImages.findFirst({
        where: placeOf(cell, imagesSha256),
        omit: { inputsSha256: true, inputs: true },
        orderBy: { imagesSha256: 'asc' },
      });
      if (row === null) return undefined;
      const { labelNames, trueLabelNames } = row;
      return { ...row, labelNames: namesOrNull(labelNames), trueLabelNames: namesOrNull(trueLabelNames) };
    },
    has: async (cell, imagesSha256) =>
      (await client.keptImages.count({ where: placeOf(cell, imagesSha256), take: 1 })) > 0,
  };
}
