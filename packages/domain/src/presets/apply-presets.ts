import { didYouMean } from '../did-you-mean.js';
import type { Fault } from '../errors.js';
import { found } from '../faults.js';
import { GRID_PRESETS } from './grids.js';
import { createPlaces, type Places } from './places.js';
import type { Preset } from './preset.js';
import { SWEEP_PRESETS } from './sweeps.js';
import { TRAINING_PRESETS } from './trainings.js';

type Fields = Readonly<Record<string, unknown>>;
type Presets = Readonly<Record<string, Preset<Fields>>>;

/** A spec without presets: their values stand where they were named. */
export interface Applied {
  readonly spec: unknown;
  /** Names that are no preset's. */
  readonly faults: readonly Fault[];
  /** Translates a JSON pointer into `spec` to one into the spec as it was written. */
  readonly placeOf: (pointer: string) => string;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});
const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Finds a preset by its name; notes a fault if there is none, and returns `fallback`. */
function findPreset(
  presets: Presets,
  name: unknown,
  at: { readonly pointer: string; readonly faults: Fault[]; readonly fallback?: Fields },
): Fields {
  if (typeof name === 'string' && Object.hasOwn(presets, name)) return presets[name]!.values;
  const names = Object.keys(presets);
  const suggestion = typeof name === 'string' ? didYouMean(name, names) : undefined;
  at.faults.push({
    pointer: at.pointer,
    expected: `the name of a preset: ${names.join(', ')}`,
    found: found(name),
    ...(suggestion !== undefined && { suggestion }),
  });
  return at.fallback ?? {};
}

/** Stands for a sweep whose name is unknown, so that the checks do not also miss what it has. */
const ANY_SWEEP = SWEEP_PRESETS['paper-figure-2b'].values;

/** Where the parts of a merged spec come from, and what is wrong with the names of presets. */
interface Notes {
  readonly places: Places;
  readonly faults: Fault[];
}

/**
 * Puts the values of the presets that a grid or `training` names below its own fields. A later preset overrides an
 * earlier one.
 */
function applyToPart(written: unknown, place: string, presets: Presets, notes: Notes): unknown {
  if (!isObject(written) || !Object.hasOwn(written, 'preset')) return written;
  const { preset, ...own } = written;
  const pointer = `${place}/preset`;
  const named: readonly (readonly [unknown, string])[] = Array.isArray(preset)
    ? preset.map((name: unknown, index) => [name, `${pointer}/${String(index)}`] as const)
    : [[preset, pointer]];
  const values = new Map<string, unknown>();
  for (const [name, at] of named)
    for (const [field, value] of Object.entries(
      findPreset(presets, name, { pointer: at, faults: notes.faults }),
    )) {
      values.set(field, value);
      if (!isSetIn(own, field)) notes.places.fromPreset(`${place}/${field}`, at);
    }
  return { ...Object.fromEntries([...values].filter(([field]) => !isSetIn(own, field))), ...own };
}

/** Whether a grid has an axis, of its own or in its zip. */
const isSetIn = (grid: Fields, axis: string): boolean =>
  Object.hasOwn(grid, axis) ||
  [fieldsOf(grid)['zip']].flat().some((zip) => Object.hasOwn(fieldsOf(zip), axis));

/**
 * A grid of a preset, with the axes of the file's own grid in place of its own. What the file says of the training
 * holds, too, where the preset has an axis for it.
 */
function overrideGrid(preset: Fields, own: Fields, training: Fields): Fields {
  const kept = Object.entries(preset).filter(
    ([axis]) => !isSetIn(own, axis) && !Object.hasOwn(training, axis),
  );
  return { ...Object.fromEntries(kept), ...own };
}

/** Puts the values of a whole sweep below what the file says. */
function applyToSweep(preset: Fields, own: Fields, { places }: Notes): Fields {
  const ownGrid = fieldsOf(own['grid']);
  const training = fieldsOf(own['training']);
  for (const field of Object.keys(preset))
    if (!Object.hasOwn(own, field)) places.fromPreset(`/${field}`, '/preset');
  const merged: Record<string, unknown> = { ...preset, ...own };
  for (const field of ['grid', 'training', 'measures']) {
    const [values, fields] = [fieldsOf(preset[field]), own[field]];
    if (fields === undefined && field !== 'grid') continue;
    // What is wrong stays wrong.
    if (fields !== undefined && !isObject(fields)) continue;
    const below = field === 'grid' ? overrideGrid(values, ownGrid, training) : { ...values, ...fields };
    merged[field] = below;
    for (const name of Object.keys(below))
      if (!Object.hasOwn(fieldsOf(fields), name)) places.fromPreset(`/${field}/${name}`, '/preset');
  }
  if (Array.isArray(preset['include']) && !Object.hasOwn(own, 'include')) {
    // A condition or a zip may have values that only the first grid has.
    const axes = without(ownGrid, 'conditional');
    merged['include'] = preset['include'].map((grid: Fields, index) => {
      for (const axis of Object.keys(axes))
        places.moved(`/include/${String(index)}/${axis}`, `/grid/${axis}`);
      return overrideGrid(grid, axes, training);
    });
  }
  return merged;
}

/**
 * Replaces the presets that a spec names, in `preset`, in `training.preset` and in `preset` of a grid, by their values.
 * Whatever the file says itself has precedence.
 */
export function applyPresets(written: unknown): Applied {
  const notes: Notes = { places: createPlaces(), faults: [] };
  if (!isObject(written)) return { spec: written, faults: [], placeOf: (pointer) => pointer };
  const { preset, ...rest } = written;
  const own: Record<string, unknown> = { ...rest };
  if (Object.hasOwn(own, 'grid')) own['grid'] = applyToPart(own['grid'], '/grid', GRID_PRESETS, notes);
  if (Array.isArray(own['include']))
    own['include'] = own['include'].map((grid: unknown, index) =>
      applyToPart(grid, `/include/${String(index)}`, GRID_PRESETS, notes),
    );
  if (Object.hasOwn(own, 'training'))
    own['training'] = applyToPart(own['training'], '/training', TRAINING_PRESETS, notes);
  const isNamed = Object.hasOwn(written, 'preset');
  const values = isNamed
    ? findPreset(SWEEP_PRESETS, preset, { pointer: '/preset', faults: notes.faults, fallback: ANY_SWEEP })
    : {};
  return {
    spec: isNamed ? applyToSweep(values, own, notes) : own,
    faults: notes.faults,
    placeOf: (pointer) => notes.places.placeOf(pointer),
  };
}
