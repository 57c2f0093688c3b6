import { GRID_PRESETS } from './grids.js';
import type { Preset } from './preset.js';
import { SWEEP_PRESETS } from './sweeps.js';
import { TRAINING_PRESETS } from './trainings.js';

export { applyPresets } from './apply-presets.js';

/** What a preset has values for: a whole sweep, the axes of a grid, or `training`. */
export type PresetPart = 'sweep' | 'grid' | 'training';

/** A preset, and where its name may stand. */
export interface NamedPreset extends Preset<Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly part: PresetPart;
}

const OF_PART = { sweep: SWEEP_PRESETS, grid: GRID_PRESETS, training: TRAINING_PRESETS };

const namesOf = (part: PresetPart): readonly string[] => Object.keys(OF_PART[part]);

/** The names of the presets for each part of a sweep file. */
export const PRESET_NAMES = {
  sweep: namesOf('sweep'),
  grid: namesOf('grid'),
  training: namesOf('training'),
} as const satisfies Readonly<Record<PresetPart, readonly string[]>>;

/** Every preset: those of sweeps first, then those of parts. No two have the same name. */
export const PRESETS: readonly NamedPreset[] = (Object.keys(OF_PART) as PresetPart[]).flatMap((part) =>
  Object.entries<Preset<Readonly<Record<string, unknown>>>>(OF_PART[part]).map(([name, preset]) => ({
    name,
    part,
    ...preset,
  })),
);
