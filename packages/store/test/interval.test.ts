import { readFileSync } from 'node:fs';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { intervalOfRest, intervalOfWhole } from '../src/estimate/interval.js';
import { createPace, type WorkRecord } from '../src/estimate/pace.js';
import { scheduleSeconds } from '../src/estimate/schedule.js';
import { learnSpread } from '../src/estimate/spread.js';
import { workOf } from '../src/estimate/work.js';

interface RecordedCell {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly doneEpochs: number;
  readonly seconds: number;
}
interface RecordedSweep {
  readonly spec: unknown;
  readonly slots: number;
  /** From its submission to its end. */
  readonly seconds: number;
  readonly cells: readonly RecordedCell[];
}
type CellRecord = WorkRecord & RecordedCell;

/** What `npm run bench:record-sweeps` recorded, in order, each cell as the database would have it afterwards. */
const sweeps = readFileSync(new URL('fixtures/recorded-sweeps.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { spec, cells, ...rest } = JSON.parse(line) as RecordedSweep;
    const parsed = parseSweepSpec(spec);
    const records = [...expandSweep(parsed)].map(({ cell }, index): CellRecord => {
      const recorded = cells[index]!;
      const { startedAt, endedAt, seconds } = recorded;
      return {
        ...workOf(cell),
        ...recorded,
        overheadSeconds: Math.max(0, endedAt - startedAt - seconds),
        trainedFor: parsed.name,
        gpuMemoryMb: null,
      };
    });
    return { ...rest, name: parsed.name, records };
  });

/** As the query of records does: the 30 newest cells of each of these architectures. */
function findRecords(before: number, like: readonly CellRecord[]): readonly CellRecord[] {
  const ended = sweeps
    .slice(0, before)
    .flatMap(({ records }) => records)
    .toReversed();
  return [...new Set(like.map(({ architecture }) => architecture))].flatMap((name) =>
    ended.filter(({ architecture }) => architecture === name).slice(0, 30),
  );
}

interface Judged {
  readonly truth: number;
  readonly low: number;
  readonly high: number;
}
const shareInside = (judged: readonly Judged[]): number =>
  judged.filter(({ truth, low, high }) => low <= truth && truth <= high).length / judged.length;
const medianWidth = (judged: readonly Judged[]): number =>
  judged.map(({ truth, low, high }) => (high - low) / truth).toSorted((a, b) => a - b)[judged.length >> 1]!;

/** Before a sweep began, only from the sweeps before it; `undefined` if they had no cells like its own. */
function judgePlan(index: number): Judged | undefined {
  const { records, slots, seconds: truth } = sweeps[index]!;
  const known = findRecords(index, records);
  const pace = createPace(known);
  const costs = records.map((cell) => pace.costOf(cell)?.seconds);
  if (costs.includes(undefined)) return undefined;
  const seconds = scheduleSeconds(
    costs.map((each) => ({ cells: 1, seconds: each! })),
    slots,
  );
  return { truth, ...intervalOfWhole(seconds, records.length / slots, learnSpread(known)) };
}

/** When this share of a sweep's cells had ended, from them and the sweeps before it. */
function judgeRest(index: number, share: number): Judged | undefined {
  const { records, slots, seconds } = sweeps[index]!;
  const ends = records.map(({ endedAt }) => endedAt).toSorted((a, b) => a - b);
  const now = ends[Math.max(0, Math.floor(share * ends.length) - 1)]!;
  const left = records.filter(({ endedAt }) => endedAt > now);
  if (left.length === 0) return undefined;
  const own = records.filter(({ endedAt }) => endedAt <= now);
  const elsewhere = findRecords(index, records);
  const pace = createPace(own, elsewhere);
  const order = left.toSorted((a, b) => a.startedAt - b.startedAt);
  const costs = order.map((cell) => ({
    whole: pace.costOf(cell)?.seconds,
    rest: pace.costOf(cell, {
      epoch: 0,
      isRunning: cell.startedAt <= now,
      silentSeconds: Math.max(0, now - cell.startedAt),
    })?.seconds,
  }));
  if (costs.some(({ whole }) => whole === undefined)) return undefined;
  const scheduled = (each: 'whole' | 'rest'): number =>
    scheduleSeconds(
      costs.map((cost) => ({ cells: 1, seconds: cost[each]! })),
      slots,
    );
  const rest = {
    seconds: scheduled('rest'),
    fromStart: scheduled('whole'),
    inTurn: left.length / slots,
    ownCells: own.length,
  };
  return { truth: seconds - now, ...intervalOfRest(rest, learnSpread([...own, ...elsewhere])) };
}

describe('the interval of 80 %, on recorded sweeps', () => {
  it('holds the end of at least 80 % of 50 sweeps or more before they begin, without being useless', () => {
    const judged = sweeps.flatMap((_, index) => judgePlan(index) ?? []);
    expect(judged.length).toBeGreaterThanOrEqual(50);
    expect(shareInside(judged)).toBeGreaterThanOrEqual(0.8);
    expect(shareInside(judged)).toBeLessThan(0.95);
    expect(medianWidth(judged)).toBeLessThan(2);
  });

  it.each(['a quarter', 'half', 'three quarters'].map((name, index) => [name, (index + 1) / 4] as const))(
    'holds the end in at least 80 of 100 cases when %s of the cells have ended',
    (_, share) => {
      const judged = sweeps.flatMap((__, index) => judgeRest(index, share) ?? []);
      expect(judged.length).toBeGreaterThanOrEqual(50);
      expect(shareInside(judged)).toBeGreaterThanOrEqual(0.8);
      expect(shareInside(judged)).toBeLessThan(0.95);
    },
  );
});

describe('learnSpread', () => {
  const recordOf = (sweep: string, seconds: number): WorkRecord => ({
    ...sweeps[0]!.records[0]!,
    trainedFor: sweep,
    seconds,
    overheadSeconds: 0,
  });
  const sweepsOf = (...seconds: readonly number[]) =>
    seconds.flatMap((each, index) => [recordOf(String(index), each), recordOf(String(index), each)]);

  it('is the prior without records', () => {
    expect(learnSpread([])).toMatchObject({ shift: 0, sweeps: 0, freedom: 3 });
    expect(learnSpread([]).betweenSweeps).toBeCloseTo(0.16);
    expect(learnSpread([]).withinSweeps).toBeCloseTo(0.16);
  });

  it('learns nothing about a sweep from the sweep itself', () => {
    expect(learnSpread(sweepsOf(10))).toMatchObject({ shift: 0, sweeps: 0 });
  });

  it('narrows with sweeps that went as estimated, and widens with others', () => {
    const steady = learnSpread(sweepsOf(...Array.from({ length: 20 }, () => 10)));
    const wild = learnSpread(
      sweepsOf(...Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 2 : 50))),
    );
    expect(steady.sweeps).toBe(20);
    expect(steady.betweenSweeps).toBeLessThan(0.03);
    expect(wild.betweenSweeps).toBeGreaterThan(1);
    const widthOf = (spread: typeof steady) => {
      const { low, high } = intervalOfWhole(100, 10, spread);
      expect(low).toBeLessThanOrEqual(100);
      expect(high).toBeGreaterThanOrEqual(100);
      return high / low;
    };
    expect(widthOf(steady)).toBeLessThan(2);
    expect(widthOf(wild)).toBeGreaterThan(10);
  });

  it('narrows as the cells of a sweep finish, and never ends in the past', () => {
    const spread = learnSpread([]);
    const restOf = (ownCells: number) =>
      intervalOfRest({ seconds: 10, fromStart: 100, inTurn: 10, ownCells }, spread);
    expect(restOf(0).low).toBe(0);
    expect(restOf(50).high).toBeLessThan(restOf(1).high);
  });
});
