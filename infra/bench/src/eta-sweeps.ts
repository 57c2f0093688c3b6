import type { SweepSpec } from '@rote/domain';

const seeds = (count: number): { from: number; to: number } => ({ from: 1, to: count });

/** A sweep without a name, and with its seeds as a range. */
type EtaSweep = Omit<SweepSpec, 'name' | 'grid'> & {
  readonly grid: Omit<SweepSpec['grid'], 'seed'> & {
    readonly seed: { readonly from: number; readonly to: number };
  };
};

/** What each sweep makes hard to foresee. */
export const ETA_SWEEPS: Readonly<Record<string, EtaSweep>> = {
  /** Nothing: all cells are alike. */
  alike: {
    dataset: { name: 'synthetic', train: 2048, test: 512 },
    grid: { architecture: ['mlp-1x512'], corruption: ['none', 'random-labels'], seed: seeds(6) },
    training: { epochs: 8 },
  },
  /** Cells that take less time than what happens around them. */
  short: {
    dataset: { name: 'synthetic', train: 64, test: 32 },
    grid: { architecture: ['mlp-1x16'], seed: seeds(24) },
    training: { epochs: 2 },
  },
  /** Networks of different cost, one after another. */
  models: {
    dataset: { name: 'synthetic', train: 1024, test: 256 },
    grid: { architecture: ['mlp-1x512', 'mlp-3x512', 'alexnet-small'], seed: seeds(3) },
    training: { epochs: 4 },
  },
  /** More and more images and epochs. */
  sizes: {
    dataset: 'synthetic',
    grid: { architecture: ['mlp-3x512'], trainImages: [256, 1024, 4096], epochs: [2, 6], seed: seeds(2) },
  },
  /** Cells that end when they have fitted, some much later than others. */
  stops: {
    dataset: { name: 'synthetic', train: 512, test: 256 },
    grid: { architecture: ['mlp-1x512'], corruption: ['none', 'random-labels'], seed: seeds(6) },
    training: { epochs: 60, stop: { trainAccuracy: 1 } },
  },
};
