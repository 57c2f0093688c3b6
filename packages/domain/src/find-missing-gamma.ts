import type { ArchitectureSpec } from './architecture-spec.js';
import type { CellDataset } from './cell.js';
import { IMAGE_FOLDER } from './dataset.js';
import type { Fault } from './errors.js';
import { KERNEL_GAMMA, resolveArchitecture } from './resolving/index.js';
import type { GridSpec } from './sweep-spec.js';

/** What a kernel sees that the default γ is not for; `undefined` where there is none. */
function unlikePixels(spec: ArchitectureSpec, { preprocessing }: CellDataset): string | undefined {
  const architecture = resolveArchitecture(spec);
  if (architecture.kind !== 'kernel' || (typeof spec !== 'string' && 'gamma' in spec)) return undefined;
  if (architecture.features.kind === 'random-convolutions')
    return 'random convolutions have a standard deviation of 1';
  return preprocessing === 'scale' ? undefined : `the preprocessing ${preprocessing} makes others`;
}

/** Kernels of a grid that leave γ to its default, and see what that is not for. */
export function findMissingGamma(
  grid: Partial<GridSpec>,
  { dataset, pointer }: { readonly dataset: CellDataset; readonly pointer: string },
): readonly Fault[] {
  // A folder has no kernel at all.
  if (dataset.name === IMAGE_FOLDER) return [];
  return (grid.architecture ?? []).flatMap((spec, index) => {
    const reason = unlikePixels(spec, dataset);
    if (reason === undefined) return [];
    const at = `${pointer}/architecture/${String(index)}`;
    return [
      {
        pointer: typeof spec === 'string' ? at : `${at}/gamma`,
        expected:
          `a kernel's gamma: the default ${String(KERNEL_GAMMA)} is for pixels of 0 … 1, and ${reason}: ` +
          'write { kind: kernel, gamma: … }, at first with 1 / the number of features',
        found: 'nothing',
      },
    ];
  });
}
