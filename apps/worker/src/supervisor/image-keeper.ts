import type { Cell, KeptImages } from '@rote/domain';
import { keptImagesId, RoteError } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import type { ImageStore } from '@rote/store';
import { retry } from '../retry.js';

export interface ImageKeeperOptions {
  readonly images: Pick<ImageStore, 'keep'>;
  /** When this aborts, whatever is not written yet stays unwritten. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Writes images of train sets to Postgres, each set once by this worker. They are the same whichever attempt sends them, so
 * these writes carry no attempt's number, and an attempt that dies before its write is made up for by any later one at a
 * cell with the same images.
 */
export interface ImageKeeper {
  /** Resolves when the images are kept. Never rejects: a cell is trained without them as well. */
  keep(cell: Cell, images: KeptImages): Promise<void>;
}

/** How many sets of images a worker remembers to have written. */
const MOST_REMEMBERED = 10_000;

export function createImageKeeper({ images, signal, logger }: ImageKeeperOptions): ImageKeeper {
  const written = new Map<string, Promise<void>>();
  const write = async (key: string, cell: Cell, kept: KeptImages): Promise<void> => {
    try {
      await retry(() => images.keep(cell, kept), {
        signal,
        onRetry: createErrorLog({ logger, what: 'Writing images failed, trying again' }),
        // The end of the cell waits for this, so only a database that is away is waited for.
        canHelp: (error) => error instanceof RoteError && error.retryable,
      });
    } catch (error) {
      written.delete(key);
      logger.warn({ err: error }, 'Images of a train set were not kept');
    }
  };
  return {
    keep(cell, kept) {
      const key = `${keptImagesId(cell)} ${kept.imagesSha256}`;
      let writing = written.get(key);
      if (writing === undefined) {
        if (written.size >= MOST_REMEMBERED) written.clear();
        written.set(key, (writing = write(key, cell, kept)));
      }
      return writing;
    },
  };
}
