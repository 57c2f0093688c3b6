import type { Dataset } from '@rote/domain';

/** Loads one data set, fetching what its folder lacks. */
export type DatasetLoader = (context: LoadContext) => Promise<Dataset>;

interface LoadContext {
  /** The data set's own folder in the cache; it may not exist yet. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  readonly onActivity?: (() => void) | undefined;
}
