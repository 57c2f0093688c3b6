import type { CellState } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { countSlots, readLiveSlots, slotsFor } from './live-slots.js';
import { type Interval, intervalOfRest } from './interval.js';
import { createPace, type Standing, type WorkRecord } from './pace.js';
import { type Batch, scheduleSeconds } from './schedule.js';
import { learnSpread } from './spread.js';
import { exactKey, selectWork, type Work } from './work.js';
import { readRecordsOfModels, readRecordsOfSweeps } from './work-records.js';

/** A sweep, and how many of its cells are in each state. */
interface CountedSweep {
  readonly id: string;
  readonly counts: Readonly<Record<CellState, number>>;
}

/** Unfinished cells of a sweep that are alike. */
interface CellsLeft extends Work, Standing {
  readonly sweepId: string;
  readonly device: string;
  readonly cells: number;
}

/**
 * If more cells of a sweep than this are waiting, about as many, spread evenly over its positions, represent them all. The sweeps of a
 * list share the number.
 */
const MAX_SAMPLED = 1000;
const MAX_SAMPLED_OF_LIST = 10_000;

interface Sampling {
  readonly id: string;
  readonly waiting: number;
  /** The parts of equal width into which its positions are divided, of each of which one waiting cell is read; 0 reads all. */
  readonly parts: number;
  readonly width: number;
}

function planSampling(sweeps: readonly CountedSweep[]): readonly Sampling[] {
  const most = Math.floor(Math.min(MAX_SAMPLED, MAX_SAMPLED_OF_LIST / sweeps.length));
  return sweeps.map(({ id, counts }) => {
    const waiting = counts.pending + counts.queued;
    const cells = Object.values(counts).reduce((sum, each) => sum + each, 0);
    const isSampled = waiting > most;
    return { id, waiting, parts: isSampled ? most : 0, width: isSampled ? Math.ceil(cells / most) : 0 };
  });
}

/**
 * Running ones first, then in the order in which they are fed. The search in a part begins somewhere in it, so that what repeats with the
 * width, such as seeds, is not always the same. Each state by itself, in order and with a limit, so that the planner takes the index.
 */
function readCellsLeft(client: Queryable, sweeps: readonly CountedSweep[]): Promise<CellsLeft[]> {
  const sampling = planSampling(sweeps);
  return client.$queryRaw<CellsLeft[]>`
    WITH asked AS MATERIALIZED (
      SELECT * FROM unnest(${sampling.map(({ id }) => id)}::uuid[], ${sampling.map(({ waiting }) => waiting)}::float8[],
        ${sampling.map(({ parts }) => parts)}::int[], ${sampling.map(({ width }) => width)}::int[]) AS each (id, waiting, parts, width)
    ), members AS (
      SELECT asked.id, m.cell_id, m.position, 1::float8 AS weight FROM asked CROSS JOIN LATERAL (
        SELECT m.cell_id, m.position FROM sweep_cells m WHERE m.sweep_id = asked.id AND m.state = 'running') m
      UNION ALL
      SELECT asked.id, m.cell_id, m.position, 1 FROM asked CROSS JOIN LATERAL (
        SELECT m.cell_id, m.position FROM unnest(ARRAY['pending', 'queued']) AS waits (state) CROSS JOIN LATERAL (
          SELECT m.cell_id, m.position FROM sweep_cells m WHERE m.sweep_id = asked.id AND m.state = waits.state
          ORDER BY m.position LIMIT ${MAX_SAMPLED}) m) m
      WHERE asked.parts = 0
      UNION ALL
      SELECT asked.id, m.cell_id, m.position, asked.waiting / count(*) OVER (PARTITION BY asked.id)
      FROM asked CROSS JOIN generate_series(0, asked.parts - 1) AS part (number)
      CROSS JOIN LATERAL (
        SELECT m.cell_id, m.position FROM unnest(ARRAY['pending', 'queued']) AS waits (state) CROSS JOIN LATERAL (
          SELECT m.cell_id, m.position FROM sweep_cells m
          WHERE m.sweep_id = asked.id AND m.state = waits.state
            AND m.position >= part.number * asked.width + abs(hashint4(part.number) % asked.width)
            AND m.position < (part.number + 1) * asked.width
          ORDER BY m.position LIMIT 1) m
        LIMIT 1) m
    )
    SELECT left_over.*, s.device FROM (
      SELECT m.id::text AS "sweepId", ${selectWork(Prisma.sql`c`)}, c.epoch, c.state = 'running' AS "isRunning",
        CASE WHEN c.state = 'running' THEN greatest(0, extract(epoch FROM now() - greatest(c.started_at,
          (SELECT e.recorded_at FROM epochs e WHERE e.cell_id = c.id AND e.epoch = c.epoch))))::double precision ELSE 0
        END AS "silentSeconds",
        greatest(1, round(sum(m.weight))) AS cells, max(m.position) AS last
      FROM members m JOIN cells c ON c.id = m.cell_id
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ) left_over JOIN sweeps s ON s.id = "sweepId"::uuid
    ORDER BY "isRunning" DESC, last`;
}

/** The cost of a cell by the sweep's own records: the mean of its finished cells, whatever they were. */
function meanSeconds(own: readonly WorkRecord[]): number | undefined {
  const ended = own.flatMap(({ seconds, overheadSeconds }) =>
    overheadSeconds === null ? [] : [seconds + overheadSeconds],
  );
  return ended.length === 0 ? undefined : ended.reduce((sum, each) => sum + each, 0) / ended.length;
}

/** What is left of a sweep, and what is known about the duration of such cells. */
interface Outlook {
  readonly left: readonly CellsLeft[];
  readonly own: readonly WorkRecord[];
  readonly elsewhere: readonly WorkRecord[];
  readonly slots: number;
  readonly withInterval: boolean;
}

/** The time until the last cell of a sweep ends. */
export interface RemainingTime {
  readonly seconds: number;
  /** Where it is in 80 of 100 cases, if that was asked for, and if there is a record of each architecture that is left. */
  readonly interval: Interval | null;
}

const NOTHING_LEFT: RemainingTime = { seconds: 0, interval: { low: 0, high: 0 } };

function estimate({ left, own, elsewhere, slots, withInterval }: Outlook): RemainingTime | null {
  const pace = createPace(own, elsewhere);
  const usual = meanSeconds(own);
  const batches: Batch[] = [];
  const whole: Batch[] = [];
  let hasUnknown = false;
  for (const work of left) {
    const { cells } = work;
    const share = Math.max(0, 1 - work.epoch / work.epochs);
    const cost = pace.costOf(work, work);
    hasUnknown ||= cost === undefined;
    const seconds = cost?.seconds ?? (usual === undefined ? undefined : share * usual);
    if (seconds === undefined) return null;
    batches.push({ cells, seconds });
    whole.push({ cells, seconds: pace.costOf(work)?.seconds ?? usual ?? seconds });
  }
  const seconds = scheduleSeconds(batches, slots);
  // What cells of other architectures took says nothing about how far off the time of these may be.
  if (!withInterval || hasUnknown) return { seconds, interval: null };
  const cells = left.reduce((sum, work) => sum + work.cells, 0);
  const rest = {
    seconds,
    fromStart: scheduleSeconds(whole, slots),
    inTurn: cells / Math.max(1, slots),
    ownCells: own.filter(({ overheadSeconds }) => overheadSeconds !== null).length,
  };
  return { seconds, interval: intervalOfRest(rest, learnSpread([...own, ...elsewhere])) };
}

/** Returns the cells that resemble none of the sweep's finished cells. */
function findUnknown(left: readonly CellsLeft[], own: readonly WorkRecord[]): readonly CellsLeft[] {
  const ended = own.filter(({ overheadSeconds }) => overheadSeconds !== null);
  const known = new Set(ended.map(exactKey));
  return left.filter((work) => !known.has(exactKey(work)));
}

function groupBySweep<Row extends { readonly sweepId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.sweepId);
    if (group === undefined) groups.set(row.sweepId, [row]);
    else group.push(row);
  }
  return groups;
}

export interface OutlookOptions {
  readonly leaseMs: number;
  /** Whether to say how far estimates may be off, which takes some milliseconds for each sweep. Default: no. */
  readonly withIntervals?: boolean;
}

/**
 * Estimates the time until the last cell of each of these sweeps ends, if it had all live slots that it may use. A
 * cell costs what {@link createPace} derives from the sweep's own records and from those of live engines for its
 * architecture and data set, otherwise the average of the sweep's finished cells. `null` while nothing is known about a
 * cell, 0 if none is left. However many sweeps there are, this takes at most five queries.
 */
export async function estimateRemainingTime(
  client: Queryable,
  sweeps: readonly CountedSweep[],
  { leaseMs, withIntervals = false }: OutlookOptions,
): Promise<ReadonlyMap<string, RemainingTime | null>> {
  if (sweeps.length === 0) return new Map();
  const left = groupBySweep(await readCellsLeft(client, sweeps));
  const own = groupBySweep(await readRecordsOfSweeps(client, [...left.keys()]));
  const live = await readLiveSlots(client, leaseMs);
  const estimates = new Map<string, RemainingTime | null>(sweeps.map(({ id }) => [id, NOTHING_LEFT]));
  for (const device of ['any', 'gpu']) {
    const asking = [...left].filter(([, [first]]) => first?.device === device);
    const usable = slotsFor(device, live);
    const unknown = asking.flatMap(([id, cells]) => findUnknown(cells, own.get(id) ?? []));
    const elsewhere = await readRecordsOfModels(client, unknown, usable);
    for (const [id, cells] of asking)
      estimates.set(
        id,
        estimate({
          left: cells,
          own: own.get(id) ?? [],
          elsewhere,
          slots: countSlots(usable),
          withInterval: withIntervals,
        }),
      );
  }
  return estimates;
}
