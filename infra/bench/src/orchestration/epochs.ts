import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type Spread, spreadOf } from '../spread.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps, secondsOf } from './tiny-cells.js';

export interface EpochLoad {
  /** Cells that report at once, on one worker. */
  readonly slots: number;
  /** Epochs a second that all of them report together. */
  readonly rate: number;
  readonly seconds: number;
}

export interface EpochRate {
  readonly tree: string;
  /** Rows of `epochs` a second, from the first report in PostgreSQL to the last. */
  readonly rowsPerSecond: Spread;
  /** Delay of the supervisor's event loop meanwhile, in milliseconds. */
  readonly p99: Spread;
  readonly longest: Spread;
}

interface Opened extends StandInStack {
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
  readonly delaysFile: string;
}

interface Delays {
  readonly p99: number;
  readonly max: number;
}

/** Rows and seconds of the epochs that were recorded last, those of this many cells. */
const RECORDED = `SELECT count(*)::float8 AS rows, extract(epoch FROM max(recorded_at) - min(recorded_at))::float8 AS seconds
  FROM epochs WHERE cell_id IN (SELECT id FROM cells ORDER BY ended_at DESC LIMIT $1)`;

async function rowsPerSecond(databaseUrl: string, cells: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ rows: number; seconds: number }>(RECORDED, [cells]);
    return rows[0]!.rows / rows[0]!.seconds;
  } finally {
    await client.end();
  }
}

/** Measures how many epochs a second get into PostgreSQL while all slots of a worker report them, and how busy its supervisor is. */
export async function measureEpochs(
  trees: Trees,
  { slots, rate, seconds }: EpochLoad,
): Promise<readonly EpochRate[]> {
  const epochs = Math.ceil((rate * seconds) / slots);
  const measured = await measureInTurn(`${String(rate)} epochs/s from ${String(slots)} slots`, trees, {
    async open(tree, dir): Promise<Opened> {
      const delaysFile = join(dir, 'delays.json');
      const workers = { count: 1, slots, sleepMs: 1000 * seconds, epochs, delaysFile };
      return {
        ...(await startStandInStack({ tree, dir, workers })),
        sweepOf: createTinySweeps(),
        delaysFile,
      };
    },
    async measure({ train, sweepOf, databaseUrl, delaysFile }, run) {
      await rm(delaysFile, { force: true });
      await secondsOf({ train }, sweepOf(run === 0 ? 1 : slots));
      const delays = JSON.parse(await readFile(delaysFile, 'utf8')) as Delays;
      return { ...delays, rowsPerSecond: await rowsPerSecond(databaseUrl, run === 0 ? 1 : slots) };
    },
  });
  return measured.map(({ tree, samples }) => ({
    tree,
    rowsPerSecond: spreadOf(samples.map((sample) => sample.rowsPerSecond))!,
    p99: spreadOf(samples.map(({ p99 }) => p99))!,
    longest: spreadOf(samples.map(({ max }) => max))!,
  }));
}
