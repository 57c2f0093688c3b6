import type { Cell, SeedOverrides, SeedPurpose } from '../cell.js';
import { isSolved } from '../architectures/index.js';
import { corruptsImages, labelNoise } from '../corruptions/index.js';

/** The seeds of single purposes, as an axis may give them. */
export type GivenSeeds = Partial<
  Record<'labelSeed' | 'pixelSeed' | 'initSeed' | 'orderSeed', number | undefined>
>;

/** The seeds that are not the cell's own, of purposes that the cell draws anything for. */
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
