import { type RawQueue, startRawQueue } from '../raw-queue/measure.js';
import { type Spread, spreadOf } from '../spread.js';
import { type StandInStack, startStandInStack } from '../stand-in/stack.js';
import { measureInTurn, type Trees } from './in-turn.js';
import { createTinySweeps, secondsOf } from './tiny-cells.js';

interface Opened extends StandInStack {
  readonly raw: RawQueue;
  readonly sweepOf: ReturnType<typeof createTinySweeps>;
}

export interface NoOpThroughput {
  readonly tree: string;
  readonly cellsPerSecond: Spread;
  /** Jobs a second of BullMQ by itself. */
  readonly bullmqPerSecond: Spread;
  /** The first by the second. */
  readonly ratio: Spread;
}

export interface NoOpOptions {
  readonly cells: number;
  /** Jobs for BullMQ, which needs more of them to be measured for as long. */
  readonly jobs: number;
  readonly workers: number;
  /** Cells or jobs at once in each worker. */
  readonly slots: number;
}

async function open(tree: string, dir: string, { workers, slots }: NoOpOptions): Promise<Opened> {
  const stack = await startStandInStack({ tree, dir, workers: { count: workers, slots } });
  try {
    const raw = await startRawQueue(stack.redisUrl, { workers, concurrency: slots });
    return {
      ...stack,
      raw,
      sweepOf: createTinySweeps(),
      async stop() {
        await raw.stop();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Measures how many cells without work a second get their results, beside BullMQ by itself on the same Redis. */
export async function measureNoOps(trees: Trees, options: NoOpOptions): Promise<readonly NoOpThroughput[]> {
  const measured = await measureInTurn('no-op', trees, {
    open: (tree, dir) => open(tree, dir, options),
    async measure(stack, run) {
      const cells = run === 0 ? Math.min(options.cells, 50) : options.cells;
      const cellsPerSecond = cells / (await secondsOf(stack, stack.sweepOf(cells)));
      const bullmqPerSecond = await stack.raw.measure(run === 0 ? 500 : options.jobs);
      return { cellsPerSecond, bullmqPerSecond, ratio: cellsPerSecond / bullmqPerSecond };
    },
  });
  return measured.map(({ tree, samples }) => ({
    tree,
    cellsPerSecond: spreadOf(samples.map((sample) => sample.cellsPerSecond))!,
    bullmqPerSecond: spreadOf(samples.map((sample) => sample.bullmqPerSecond))!,
    ratio: spreadOf(samples.map(({ ratio }) => ratio))!,
  }));
}
