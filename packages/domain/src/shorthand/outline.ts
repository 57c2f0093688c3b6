import { canonicalJson } from '../cell-id.js';
import { applyPresets } from '../presets/index.js';
import { createNotes, type Notes } from './notes.js';
import { isObject } from './placed.js';
import { writeOutAxes } from './write-out-axis.js';
import { readZips } from './zip.js';

/** An axis of a part of a grid, or axes that advance together. */
export interface OutlineAxis {
  readonly names: readonly string[];
  /** For each step, a value of each name. */
  readonly steps: readonly (readonly unknown[])[];
}

/** A grid that every value of every axis is combined in. */
export interface GridOutline {
  /** Where it is written: `grid`, `include`, or `conditional` of one of these. */
  readonly part: 'grid' | 'include' | 'conditional';
  /** The values that it is only for, by axis. */
  readonly when: Readonly<Record<string, readonly unknown[]>>;
  readonly axes: readonly OutlineAxis[];
}

/** What the grids of a sweep file consist of. */
export interface SweepOutline {
  readonly grids: readonly GridOutline[];
  /** How many patterns take combinations away. */
  readonly excluded: number;
}

/** More seeds than anyone looks at one by one. */
const MAX_SEEDS = 100_000;

function seedsOf(written: unknown): readonly unknown[] {
  const { from, to } = isObject(written) ? written : {};
  if (typeof from !== 'number' || typeof to !== 'number' || !(to >= from) || to - from >= MAX_SEEDS)
    return [written];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function axesOf(
  written: Readonly<Record<string, unknown>>,
  place: string,
  notes: Notes,
): readonly OutlineAxis[] {
  return [...writeOutAxes(written, { place, notes, keepsSeeds: true })].map(([name, axis]) => ({
    names: [name],
    steps: (axis.values?.map(({ value }) => value) ?? seedsOf(axis.written)).map((value) => [value]),
  }));
}

function zipsOf(zip: unknown, place: string, notes: Notes): readonly OutlineAxis[] {
  if (zip === undefined) return [];
  return readZips(zip, { place, taken: [], notes })
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      names: [...rows[0]!.keys()],
      steps: rows.map((row) => [...row.values()].map(({ values }) => values?.[0]?.value)),
    }));
}

/** An axis with only the steps that have one of the listed values, where the list is of one of its names. */
function narrow(axis: OutlineAxis, when: GridOutline['when']): OutlineAxis {
  const steps = axis.names.reduce((kept, name, index) => {
    const allowed = Object.hasOwn(when, name) ? new Set(when[name]!.map(canonicalJson)) : undefined;
    return allowed === undefined ? kept : kept.filter((step) => allowed.has(canonicalJson(step[index])));
  }, axis.steps);
  return { ...axis, steps };
}

function conditionOf(written: unknown, axes: readonly OutlineAxis[], notes: Notes): readonly GridOutline[] {
  const { if: condition, ...adds } = isObject(written) ? written : {};
  if (!isObject(condition)) return [];
  const when = Object.fromEntries(
    axesOf(condition, '', notes).map(({ names, steps }) => [names[0]!, steps.map(([value]) => value)]),
  );
  const added = axesOf(adds, '', notes);
  const isAdded = ({ names }: OutlineAxis): boolean =>
    names.length === 1 && added.some((axis) => axis.names[0] === names[0]);
  const kept = axes.filter((axis) => !isAdded(axis)).map((axis) => narrow(axis, when));
  const all = [...kept, ...added];
  return all.some(({ steps }) => steps.length === 0) ? [] : [{ part: 'conditional', when, axes: all }];
}

function gridsOf(written: unknown, part: 'grid' | 'include', notes: Notes): readonly GridOutline[] {
  if (!isObject(written)) return [];
  const { zip, conditional, ...own } = written;
  const axes = [...axesOf(own, '', notes), ...zipsOf(zip, '', notes)];
  const conditions = Array.isArray(conditional) ? conditional : [];
  return [{ part, when: {}, axes }, ...conditions.flatMap((each: unknown) => conditionOf(each, axes, notes))];
}

/**
 * Returns the grids of a sweep file as axes and values, for a picture: presets and ranges are written out, and axes that
 * advance together stay together. The file may be wrong: what cannot be read is left out, and nothing is checked.
 *
 * @param written a sweep file as it was parsed
 */
export function outlineSweep(written: unknown): SweepOutline {
  const { spec } = applyPresets(written);
  const { grid, include, exclude } = isObject(spec) ? spec : {};
  const notes = createNotes();
  return {
    grids: [
      ...gridsOf(grid, 'grid', notes),
      ...(Array.isArray(include) ? include : []).flatMap((each: unknown) => gridsOf(each, 'include', notes)),
    ],
    excluded: Array.isArray(exclude) ? exclude.length : 0,
  };
}
