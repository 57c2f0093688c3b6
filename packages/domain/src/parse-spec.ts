import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { findCorruptionFaults, resolveCorruption } from './corruptions/index.js';
import type { CellDataset } from './datasets/index.js';
import { DatasetSpec, resolveDataset, wholeDataset } from './datasets/index.js';
import type { Fault } from './errors.js';
import { InvalidInputError } from './errors.js';
import { gridsOf } from './expansion/grid-part.js';
import { satisfiesSchema, searchFaults } from './faults.js';
import { findFolderMisfits, findMisfits, findUnfitDefaults } from './find-architecture-misfits.js';
import { findLargeNetworks } from './find-large-networks.js';
import { findLongTraining, findMuchWork } from './find-much-work.js';
import { applyPresets } from './presets/index.js';
import { findRegularizerMisfits } from './regularizers/index.js';
import type { WrittenOut } from './shorthand/index.js';
import { writeOut } from './shorthand/index.js';
import { Seed } from './spec-parts.js';
import { GridSpec, MeasuresSpec, SweepSpec, TrainingSpec } from './sweep-spec.js';

/** Finds numbers of train images above the data set's, and left-out images that are not among the train images. */
function findBadImages(
  grid: GridSpec,
  {
    train,
    pointer,
  }: { readonly train: { readonly given: number; readonly most: number }; readonly pointer: string },
): readonly Fault[] {
  const counts = grid.trainImages ?? [train.given];
  const leaveOut = grid.leaveOut ?? [];
  const fewest = counts.reduce((least, count) => Math.min(least, count));
  return [
    ...(grid.trainImages ?? []).flatMap((count, index) =>
      count <= train.most
        ? []
        : [
            {
              pointer: `${pointer}/trainImages/${String(index)}`,
              expected: `at most ${String(train.most)}, the train images of the data set`,
              found: String(count),
            },
          ],
    ),
    ...leaveOut.flatMap((image, index) =>
      image === 'none' || (fewest > 1 && image < fewest)
        ? []
        : [
            {
              pointer: `${pointer}/leaveOut/${String(index)}`,
              expected: `none or below ${String(fewest)}, the number of train images`,
              found: String(image),
            },
          ],
    ),
  ];
}

/** Finds corruptions that do not fit the data set's classes. */
const findBadCorruptions = (grid: GridSpec, classes: number, pointer: string): readonly Fault[] =>
  (grid.corruption ?? []).flatMap((corruption, index) =>
    findCorruptionFaults(corruption, classes).map(({ at, ...fault }) => ({
      pointer: `${pointer}/corruption/${String(index)}${at}`,
      ...fault,
    })),
  );

/** Finds an epoch that is named twice in `measures.epochs`. */
function findRepeatedMeasures({ epochs = [] }: MeasuresSpec): readonly Fault[] {
  const known = new Set<number>();
  const repeated = epochs.findIndex((epoch) => known.size === known.add(epoch).size);
  if (repeated === -1) return [];
  const epoch = epochs[repeated]!;
  return [
    {
      pointer: `/measures/epochs/${String(repeated)}`,
      expected: 'each epoch once',
      found: `${String(epoch)}, which /measures/epochs/${String(epochs.indexOf(epoch))} already names`,
    },
  ];
}

/** Finds regularizers that do not fit the data set or its corruptions, and pairs of which a cell can have only one. */
function findBadRegularizers(
  { regularizer = [], corruption = [] }: GridSpec,
  dataset: CellDataset,
  pointer: string,
): readonly Fault[] {
  const corruptions = [...new Set(corruption.map((spec) => resolveCorruption(spec).kind))];
  return regularizer.flatMap((spec, index) =>
    findRegularizerMisfits(spec, { dataset, corruptions }).map((expected) => ({
      pointer: `${pointer}/regularizer/${String(index)}`,
      expected,
    })),
  );
}

/** The parts of a spec that satisfy their schema, so that one round of checks can report further faults in them. */
function validParts(value: unknown): SweepSpec | undefined {
  const given = asObject(value);
  if (!satisfiesSchema(DatasetSpec, given['dataset'])) return undefined;
  const validGrid = (grid: unknown): GridSpec => {
    const axes = Object.entries<TSchema>(GridSpec.properties).flatMap(([axis, schema]) => {
      const values = asObject(grid)[axis];
      return values !== undefined && satisfiesSchema(schema, values) ? [[axis, values] as const] : [];
    });
    return { architecture: [], ...(Object.fromEntries(axes) as Partial<GridSpec>) };
  };
  const include = given['include'];
  const optional = Object.entries({
    exclude: SweepSpec.properties.exclude,
    training: TrainingSpec,
    measures: MeasuresSpec,
  })
    .filter(([key, schema]) => given[key] !== undefined && satisfiesSchema(schema, given[key]))
    .map(([key]) => [key, given[key]] as const);
  return {
    name: 'n',
    dataset: given['dataset'],
    grid: validGrid(given['grid']),
    include: Array.isArray(include) ? include.map(validGrid) : [],
    ...(Object.fromEntries(optional) as Partial<SweepSpec>),
  };
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};

/** An axis that is written as a range, whatever other fields it has. */
const RangeEnds = Type.Object({ from: Seed, to: Seed });

/**
 * Finds ranges of seeds, in grids and patterns, that end before they begin. It works even if the rest of the spec is
 * wrong.
 */
function findBadRanges(spec: unknown): readonly Fault[] {
  const { grid, include, exclude } = asObject(spec);
  const listed = Object.entries({ include, exclude }).flatMap(([key, list]) =>
    Array.isArray(list)
      ? list.map((part: unknown, index) => [`/${key}/${String(index)}`, part] as const)
      : [],
  );
  const axes = Object.entries<TSchema>(GridSpec.properties)
    .filter(([, schema]) => satisfiesSchema(schema, { from: 0, to: 0 }))
    .map(([axis]) => axis);
  return [['/grid', grid] as const, ...listed].flatMap(([pointer, part]) =>
    axes.flatMap((axis): readonly Fault[] => {
      const values = asObject(part)[axis];
      return !satisfiesSchema(RangeEnds, values) || values.to >= values.from
        ? []
        : [
            {
              pointer: `${pointer}/${axis}/to`,
              expected: `at least ${String(values.from)}, where the range begins`,
              found: String(values.to),
            },
          ];
    }),
  );
}

/** Checks what a schema cannot express: limits that depend on the data set, and on the grid as a whole. */
function findContradictions(spec: SweepSpec): readonly Fault[] {
  const dataset = resolveDataset(spec.dataset);
  const whole = wholeDataset(dataset);
  const ofDataset = (['train', 'test'] as const).flatMap((part): readonly Fault[] =>
    dataset[part] <= whole[part]
      ? []
      : [
          {
            pointer: `/dataset/${part}`,
            expected: `at most ${String(whole[part])}, the ${part} images of ${dataset.name}`,
            found: String(dataset[part]),
          },
        ],
  );
  const ofGrids = gridsOf(spec).flatMap(({ pointer, grid }) => [
    ...findMisfits(grid, { dataset, pointer }),
    ...findFolderMisfits(grid, { dataset, pointer }),
    ...findUnfitDefaults(grid, { dataset, pointer }),
    ...findBadCorruptions(grid, whole.classes, pointer),
    ...findBadImages(grid, { train: { given: dataset.train, most: whole.train }, pointer }),
    ...findBadRegularizers(grid, dataset, pointer),
    ...findLargeNetworks(grid, { dataset, pointer }),
    ...findLongTraining(grid, { spec, pointer }),
  ]);
  return [...ofDataset, ...ofGrids, ...findRepeatedMeasures(spec.measures ?? {}), ...findMuchWork(spec)];
}

/** A valid spec without shorthand, and where its parts were written. */
export interface ReadSpec {
  readonly spec: SweepSpec;
  /** Translates a JSON pointer into `spec` to one into the spec as it was written. */
  readonly placeOf: (pointer: string) => string;
}

/** Faults by their written places. Values of one range, or steps of one zip, share a place and may share a fault. */
function placeFaults(
  faults: readonly Fault[],
  { faults: ofShorthand, placeOf }: Pick<WrittenOut, 'faults' | 'placeOf'>,
): readonly Fault[] {
  const isPartOf = (pointer: string, whole: string): boolean =>
    pointer === whole || pointer.startsWith(`${whole}/`);
  const distinct = new Map<string, Fault>();
  for (const fault of faults) {
    const pointer = placeOf(fault.pointer);
    if (ofShorthand.some((known) => isPartOf(pointer, known.pointer) || isPartOf(known.pointer, pointer)))
      continue;
    const key = JSON.stringify([pointer, fault.expected]);
    if (!distinct.has(key)) distinct.set(key, { ...fault, pointer });
  }
  return [...ofShorthand, ...distinct.values()];
}

/** Puts the values of presets in place of their names first, because they may have shorthand, and it may follow them. */
function withoutShorthand(written: unknown): WrittenOut {
  const applied = applyPresets(written);
  const out = writeOut(applied.spec);
  const place = (fault: Fault): Fault => ({ ...fault, pointer: applied.placeOf(fault.pointer) });
  return {
    ...out,
    faults: [...applied.faults, ...out.faults.map(place)],
    placeOf: (pointer) => applied.placeOf(out.placeOf(pointer)),
  };
}

/**
 * Checks a sweep spec that was read from JSON or YAML, and writes out its presets and its shorthand: ranges, `zip` and
 * `conditional`. The time it takes is proportional to the length of the spec without shorthand, no matter how much
 * is wrong.
 *
 * @throws InvalidInputError `spec-invalid` with the first faults, each with its JSON pointer, what was expected and
 *   what was found, and with the number of further faults
 */
export function readSweepSpec(written: unknown): ReadSpec {
  const out = withoutShorthand(written);
  const { faults, more } = searchFaults(SweepSpec, out.spec);
  const valid = faults.length === 0 ? (out.spec as SweepSpec) : validParts(out.spec);
  const found = [
    ...faults,
    ...findBadRanges(out.spec),
    ...(valid === undefined ? [] : findContradictions(valid)),
  ];
  const all = placeFaults(found, out);
  // Of faults that were not listed, as many may share a place as of those that were.
  const unlisted = out.more + (all.length < found.length + out.faults.length ? 0 : more);
  if (all.length > 0) throw new InvalidInputError('spec-invalid', 'this is not a sweep spec', all, unlisted);
  return { spec: out.spec as SweepSpec, placeOf: out.placeOf };
}

/** The spec that {@link readSweepSpec} reads. */
export const parseSweepSpec = (written: unknown): SweepSpec => readSweepSpec(written).spec;
