import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { percentileOf, type Spread, spreadOf } from '../spread.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps } from './tiny-cells.js';

export interface Dispatch {
  readonly tree: string;
  /** Milliseconds from the answer to the submission of one cell to the start of its training. */
  readonly p50: Spread;
  readonly p99: Spread;
}

interface Opened extends StandInStack {
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
  readonly startsFile: string;
}

/** How often the file is read: a request would keep the API busy. */
const POLL_MS = 2;
/** Between two submissions: at least the first, so that the system is idle, and at random more, so as not to keep time with a timer. */
const PAUSE_MS = { least: 150, more: 500 };
const LONGEST_WAIT_MS = 30_000;
const WARM_UPS = 10;

const now = (): number => performance.timeOrigin + performance.now();

async function startsIn(file: string): Promise<readonly number[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').filter(Boolean).map(Number);
}

/** Submits a cell to the idle system; returns the milliseconds from the answer to its start, at least 0. */
async function dispatch({ submit, sweepOf, startsFile }: Opened): Promise<number> {
  const { length: before } = await startsIn(startsFile);
  await submit(sweepOf(1));
  const answeredAt = now();
  for (;;) {
    const startedAt = (await startsIn(startsFile))[before];
    if (startedAt !== undefined) {
      await delay(PAUSE_MS.least + Math.random() * PAUSE_MS.more);
      return Math.max(0, startedAt - answeredAt);
    }
    if (now() - answeredAt > LONGEST_WAIT_MS) throw new Error('a cell was not started');
    await delay(POLL_MS);
  }
}

/** Measures how soon an idle system starts a cell, so many times in each run. */
export async function measureDispatch(
  trees: Trees,
  { submissions }: { readonly submissions: number },
): Promise<readonly Dispatch[]> {
  const measured = await measureInTurn('dispatch', trees, {
    async open(tree, dir): Promise<Opened> {
      const startsFile = join(dir, 'starts');
      const workers = { count: 1, slots: 2, startsFile };
      return {
        ...(await startStandInStack({ tree, dir, workers })),
        sweepOf: createTinySweeps(),
        startsFile,
      };
    },
    async measure(stack, run) {
      const latencies: number[] = [];
      for (let left = run === 0 ? WARM_UPS : submissions; left > 0; left--)
        latencies.push(await dispatch(stack));
      return { p50: percentileOf(latencies, 50), p99: percentileOf(latencies, 99) };
    },
  });
  return measured.map(({ tree, samples }) => ({
    tree,
    p50: spreadOf(samples.map(({ p50 }) => p50))!,
    p99: spreadOf(samples.map(({ p99 }) => p99))!,
  }));
}
