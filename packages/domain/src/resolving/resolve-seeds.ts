import type { Cell, SeedOverrides, SeedPurpose } from '../cell.js';
import { isSolved } from '../architectures/index.js';
import { corruptsImages, labelNoise } from '../corruptions/index.js';

/** The seeds of individual purposes that axes give. */
export type GivenSeeds = Partial<
  Record<'labelSeed' | 'pixelSeed' | 'initSeed' | 'orderSeed', number | undefined>
>;

/** The seeds that differ from the cell's own, for those purposes for which the cell draws random numbers. */
export function resolveSeeds(
  given: GivenSeeds & { readonly seed: number },
  { corruption, architecture }: Pick<Cell, 'corruption' | 'architecture'>,
): SeedOverrides {
  const purposes: readonly [SeedPurpose, number | undefined, boolean][] = [
    ['labels', given.labelSeed, labelNoise(corruption) > 0],
    ['pixels', given.pixelSeed, corruptsImages(corruption)],
    ['init', given.initSeed, true],
    ['order', given.orderSeed, !isSolved(architecture)],
  ];
  return Object.fromEntries(
    purposes.filter(([, seed, isUsed]) => isUsed && seed !== undefined && seed !== given.seed),
  ) as SeedOverrides;
}
