import type { CellDetail } from '@rote/client';
import { architectureName, corruptionName } from '@rote/domain';

/** Names a cell as results do: its architecture, corruption and seed. */
export const cellTitle = ({ architecture, corruption, seed }: CellDetail['cell']): string =>
  `${architectureName(architecture)}, ${corruptionName(corruption)}, seed ${String(seed)}`;
