import type { Fault } from '../errors.js';
import { readConditions } from './conditional.js';
import type { Notes } from './notes.js';
import { createNotes, note, spend } from './notes.js';
import type { PlacedGrid } from './placed.js';
import { countValuesOf, isObject, plainGrid } from './placed.js';
import { writeOutAxes } from './write-out-axis.js';
import type { ZipRow } from './zip.js';
import { readZips } from './zip.js';

/** More grids than one sweep needs. Each has a copy of the values that it shares with the others. */
const MAX_GRIDS = 1000;

/** A spec without shorthand: every value that a range, a zip or a condition stands for is in a list. */
export interface WrittenOut {
  readonly spec: unknown;
  /** What is wrong with the shorthand itself. */
  readonly faults: readonly Fault[];
  /** Number of such faults that are not listed. */
  readonly more: number;
  /** Translates a JSON pointer into `spec` to one into the spec as it was written. */
  readonly placeOf: (pointer: string) => string;
}

/** Every combination of one row of each zip. */
const combineRows = (zips: readonly (readonly ZipRow[])[]): readonly ZipRow[] =>
  zips.reduce<readonly ZipRow[]>(
    (combined, rows) => combined.flatMap((before) => rows.map((row) => new Map([...before, ...row]))),
    [new Map()],
  );

function writeOutGrid(written: Readonly<Record<string, unknown>>, place: string, notes: Notes): PlacedGrid[] {
  const { zip, conditional, ...rest } = written;
  // A condition compares single seeds.
  const axes = writeOutAxes(rest, { place, notes, keepsSeeds: conditional === undefined });
  const zips = zip === undefined ? [] : readZips(zip, { place: `${place}/zip`, taken: axes.keys(), notes });
  const count = zips.reduce((product, rows) => product * rows.length, 1);
  if (count > MAX_GRIDS) {
    note(notes, {
      pointer: `${place}/zip`,
      expected: `at most ${String(MAX_GRIDS)} steps`,
      found: String(count),
    });
    return [{ place, axes }];
  }
  const grid = { place, axes };
  if (!spend(notes, Math.max(0, count - 1) * countValuesOf(grid), `${place}/zip`)) return [grid];
  const rows = combineRows(zips.filter((each) => each.length > 0));
  const grids = rows.map((row) => ({ place, axes: new Map([...axes, ...row]) }));
  return conditional === undefined
    ? grids
    : [...grids, ...readConditions(conditional, { place: `${place}/conditional`, grids, notes })];
}

/** Where each grid and pattern of a spec without shorthand was written, by its own pointer. */
type Places = ReadonlyMap<string, PlacedGrid>;

const POINTER = /^(\/grid|\/(?:include|exclude)\/\d+)(?:\/([^/]+)(?:\/(\d+))?)?(.*)$/;

function translate(pointer: string, places: Places): string {
  const [, at = '', axis, index, rest = ''] = POINTER.exec(pointer) ?? [];
  const grid = places.get(at);
  if (grid === undefined) return pointer;
  if (axis === undefined) return grid.place;
  const placed = grid.axes.get(axis);
  if (placed === undefined) return `${grid.place}/${axis}`;
  if (index === undefined) return `${placed.place}${rest}`;
  const value = placed.values?.[Number(index)];
  return value === undefined ? `${placed.place}/${index}${rest}` : `${value.place}${rest}`;
}

/**
 * Replaces shorthand in a sweep spec by what it stands for: ranges by their numbers, and the steps of a zip and the
 * conditional values of a grid by further grids. Whatever is not shorthand stays as it is, right or wrong.
 */
export function writeOut(written: unknown): WrittenOut {
  const { grid, include, exclude } = isObject(written) ? written : {};
  if (!isObject(written) || !isObject(grid))
    return { spec: written, faults: [], more: 0, placeOf: (pointer) => pointer };
  const notes = createNotes();
  const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const [first, ...more] = writeOutGrid(grid, '/grid', notes);
  const included = asList(include).flatMap(
    (each, index): readonly (PlacedGrid | { readonly raw: unknown })[] =>
      isObject(each) ? writeOutGrid(each, `/include/${String(index)}`, notes) : [{ raw: each }],
  );
  const excluded = asList(exclude).map((each, index) => {
    const place = `/exclude/${String(index)}`;
    if (!isObject(each)) return { raw: each };
    return { place, axes: writeOutAxes(each, { place, notes, keepsSeeds: true }) };
  });
  const grids = [...more, ...included];
  const places = new Map<string, PlacedGrid>([['/grid', first!]]);
  for (const [list, entries] of [['include', grids] as const, ['exclude', excluded] as const])
    for (const [index, entry] of entries.entries())
      if ('axes' in entry) places.set(`/${list}/${String(index)}`, entry);
  const plain = (entry: PlacedGrid | { readonly raw: unknown }): unknown =>
    'axes' in entry ? plainGrid(entry) : entry.raw;
  return {
    spec: {
      ...written,
      grid: plainGrid(first!),
      ...((include === undefined ? grids.length > 0 : Array.isArray(include)) && {
        include: grids.map(plain),
      }),
      ...(Array.isArray(exclude) && { exclude: excluded.map(plain) }),
    },
    faults: notes.faults,
    more: notes.more,
    placeOf: (pointer) => translate(pointer, places),
  };
}
