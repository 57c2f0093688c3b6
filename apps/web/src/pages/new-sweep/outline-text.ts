import { outlineSweep, type SweepOutline } from '@rote/domain/outline';
import { parseYaml } from '@rote/contracts/yaml';

/** Returns the grids of a sweep file; undefined while it is not YAML. */
export function outlineText(text: string): SweepOutline | undefined {
  try {
    return outlineSweep(parseYaml(text, 'the sweep'));
  } catch {
    return undefined;
  }
}
