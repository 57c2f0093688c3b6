import type { CellDataset } from './cell.js';
import { architectureName } from './cell.js';
import { IMAGE_FOLDER } from './dataset.js';
import type { Fault } from './errors.js';
import { resolveArchitecture, resolveRegularizer } from './resolving/index.js';
import type { GridSpec } from './sweep-spec.js';

const FOLDER_ARCHITECTURE = 'inception-v3';

/**
 * What of a grid does not go together with image folders. Inception-v3 is for them alone and they are for it: what is
 * solved needs all images in memory, and the other networks see 28×28 pixels.
 */
export function findFolderMisfits(
  grid: GridSpec,
  { dataset, pointer }: { readonly dataset: CellDataset; readonly pointer: string },
): readonly Fault[] {
  const isFolder = dataset.name === IMAGE_FOLDER;
  const architectures = grid.architecture.map(resolveArchitecture);
  const faults: Fault[] = architectures.flatMap((architecture, index) => {
    if ((architecture.kind === FOLDER_ARCHITECTURE) === isFolder) return [];
    const at = `${pointer}/architecture/${String(index)}`;
    return [
      isFolder
        ? {
            pointer: at,
            expected: `${FOLDER_ARCHITECTURE}, the architecture for image folders`,
            found: architectureName(architecture),
          }
        : {
            pointer: at,
            expected: `no ${FOLDER_ARCHITECTURE}: it takes images of an ${IMAGE_FOLDER}, and ${dataset.name} is none`,
          },
    ];
  });
  if (!isFolder) return faults;
  const noise = (grid.corruption ?? []).includes('gaussian');
  (grid.regularizer ?? []).forEach((spec, index) => {
    const at = `${pointer}/regularizer/${String(index)}`;
    const { augmentation } = resolveRegularizer(spec, { kind: FOLDER_ARCHITECTURE });
    if (augmentation === 'flip-rotation')
      faults.push({ pointer: at, expected: `no flip-rotation: an ${IMAGE_FOLDER} has random-crop` });
    if (augmentation === 'random-crop' && noise)
      faults.push({
        pointer: at,
        expected: 'no random-crop with the corruption gaussian: noise has no image to crop',
      });
  });
  return faults;
}
