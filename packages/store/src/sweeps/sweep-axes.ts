import type { SweepSpec } from '@rote/domain';
import { Prisma } from '../generated/client.js';
import type { Queryable } from '../database/database.js';

/** An axis of a sweep: a column of the view `sweep_axes` with more than one value. */
export interface SweepAxis {
  readonly column: string;
  /** Whether its values are seeds: cells that differ in nothing else repeat one experiment. */
  readonly isSeed: boolean;
  /** How many values it has in the sweep. */
  readonly distinct: number;
  /** In ascending order, `null` last; the first thousand. */
  readonly values: readonly (string | number | boolean | null)[];
}

type Axis = keyof SweepSpec['grid'];

const MOST_VALUES = 1000;

/** The columns of `sweep_axes` that each axis of a spec decides, the most telling first. */
const COLUMNS_OF_AXIS: Readonly<Record<Axis, readonly string[]>> = {
  architecture: ['architecture', 'gamma', 'filters', 'filter_side'],
  corruption: ['corruption', 'label_noise', 'excludes_true_class'],
  regularizer: [
    'regularizer',
    'weight_decay',
    'dropout',
    'augmentation',
    'label_smoothing',
    'mixup',
    'patience',
  ],
  trainImages: ['train_images'],
  testLabels: ['test_labels'],
  leaveOut: ['leave_out'],
  epochs: ['epochs_limit'],
  batchSize: ['batch_size'],
  optimizer: ['optimizer', 'learning_rate', 'momentum', 'optimizer_options'],
  decayPerEpoch: ['decay'],
  stepsPerDecay: ['decay_steps'],
  stop: ['stop_train_loss', 'stop_train_accuracy'],
  seed: ['seed'],
  labelSeed: ['label_seed'],
  pixelSeed: ['pixel_seed'],
  initSeed: ['init_seed'],
  orderSeed: ['order_seed'],
};

/** Those that no axis of a spec decides. */
const FURTHER_COLUMNS = ['dataset', 'folder', 'test_images', 'preprocessing', 'subset_seed'] as const;

/** Seeds that differ from one cell to the next: without them, a large sweep has few different specs. */
const SEEDS = ['seed', 'label_seed', 'pixel_seed', 'init_seed', 'order_seed'] as const;
const isSeed = (column: string): boolean => column === 'subset_seed' || SEEDS.some((seed) => seed === column);

/** All columns, those of the axes that a sweep's grids name first. Seeds come last of each. */
function columnsInOrder({ grid, include = [] }: SweepSpec): readonly string[] {
  const named = new Set([grid, ...include].flatMap((part) => Object.keys(part)));
  const axes = Object.keys(COLUMNS_OF_AXIS) as readonly Axis[];
  const columnsOf = (these: readonly Axis[]): readonly string[] =>
    these.flatMap((axis) => COLUMNS_OF_AXIS[axis]);
  return [
    ...columnsOf(axes.filter((axis) => named.has(axis))),
    ...columnsOf(axes.filter((axis) => !named.has(axis))),
    ...FURTHER_COLUMNS,
  ];
}

/** Counts and lists the values of a column. A seed for a single purpose that only follows the cell's own is no axis. */
function valuesOf(column: string): string {
  const source = SEEDS.some((seed) => seed === column) ? 'seeds' : 'rests';
  const follows =
    source === 'seeds' && column !== 'seed'
      ? `(SELECT count(*) FROM (SELECT DISTINCT seed, ${column} FROM seeds) pair) = (SELECT count(DISTINCT seed) FROM seeds)`
      : 'false';
  return `SELECT '${column}' AS "column", count(*)::int AS "distinct", ${follows} AS follows,
    CASE WHEN count(*) > 1 THEN (SELECT json_agg(v ORDER BY v NULLS LAST) FROM
      (SELECT DISTINCT ${column} AS v FROM ${source} ORDER BY v NULLS LAST LIMIT ${String(MOST_VALUES)}) first) END AS "values"
    FROM (SELECT DISTINCT ${column} FROM ${source}) each`;
}

const ALL_COLUMNS = [...Object.values(COLUMNS_OF_AXIS).flat(), ...FURTHER_COLUMNS];
const VALUES = ALL_COLUMNS.map(valuesOf).join('\n UNION ALL ');

interface ColumnValues {
  readonly column: string;
  readonly distinct: number;
  readonly follows: boolean;
  readonly values: SweepAxis['values'] | null;
}

/**
 * Reads the axes that vary in a sweep. One pass over its cells finds the different specs apart from seeds, and the different seeds; only
 * those are taken apart into columns.
 *
 * The planner takes every spec for a different one. Grouped where it knows nothing of them, they are hashed, not sorted; and without
 * OFFSET 0, it would read all cells again to take a few apart.
 */
async function readSweepAxes(
  client: Queryable,
  sweepId: string,
  spec: SweepSpec,
): Promise<readonly SweepAxis[]> {
  const found = await client.$queryRaw<ColumnValues[]>`
    WITH members AS MATERIALIZED (
      SELECT m.position, jsonb_hash_extended(c.spec - '{seed,seeds}'::text[], 0) AS rest,
        c.spec -> 'seed' AS seed, c.spec -> 'seeds' AS seeds
      FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
      WHERE m.sweep_id = ${sweepId}::uuid
    ), groups AS MATERIALIZED (
      SELECT min(position) AS position, GROUPING(seed) = 1 AS is_rest
      FROM members GROUP BY GROUPING SETS ((rest), (seed, seeds))
    ), rests AS MATERIALIZED (
      SELECT a.* FROM groups g CROSS JOIN LATERAL
        (SELECT * FROM sweep_axes WHERE sweep_id = ${sweepId}::uuid AND position = g.position OFFSET 0) a
      WHERE g.is_rest
    ), seeds AS MATERIALIZED (
      SELECT a.* FROM groups g CROSS JOIN LATERAL
        (SELECT seed, label_seed, pixel_seed, init_seed, order_seed
          FROM sweep_axes WHERE sweep_id = ${sweepId}::uuid AND position = g.position OFFSET 0) a
      WHERE NOT g.is_rest
    )
    ${Prisma.raw(VALUES)}`;
  const byColumn = new Map(found.map((each) => [each.column, each]));
  return columnsInOrder(spec).flatMap((column) => {
    const { distinct, follows, values } = byColumn.get(column) ?? {
      distinct: 0,
      follows: true,
      values: null,
    };
    return distinct < 2 || follows
      ? []
      : [{ column, isSeed: isSeed(column), distinct, values: values ?? [] }];
  });
}

/** As many sweeps are kept; the axes of the largest are some hundred kilobytes. */
const MOST_KEPT = 100;

/** Returns a function that reads the axes of a sweep, and keeps those of the last ones: the cells of a sweep never change. */
export function createAxesReader(
  client: Queryable,
): (sweep: { readonly id: string; readonly spec: SweepSpec }) => Promise<readonly SweepAxis[]> {
  const kept = new Map<string, readonly SweepAxis[]>();
  return async ({ id, spec }) => {
    const axes = kept.get(id) ?? (await readSweepAxes(client, id, spec));
    // Moved to the end: the first one has not been asked for longest.
    kept.delete(id);
    kept.set(id, axes);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return axes;
  };
}
