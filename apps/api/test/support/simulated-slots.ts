import { type CellJob, type CellQueue, type QueueConnection, startCellConsumer } from '@rote/queue';
import type { AttemptRef } from '@rote/store';
import type { TestStore } from '@rote/testkit';
import { onTestFinished } from 'vitest';
import { fillQueue } from '../../src/feeder/feed-queue.js';
import { createQueueDepths } from '../../src/feeder/queue-depths.js';
import { claim, metricsOf, registerWorker, resultAt } from './training.js';

/** A cell in a slot. */
interface Occupied {
  readonly ref: AttemptRef;
  readonly sweep: string;
  /** Seconds until it ends. */
  left: number;
  /** Ends its job. */
  readonly leave: () => void;
}

export interface SimulatedSlotsOptions extends Pick<TestStore, 'store' | 'sql'> {
  readonly queue: CellQueue;
  readonly connection: QueueConnection;
  readonly slots: number;
  /** How many seconds each cell of a sweep takes. */
  readonly secondsOf: (sweep: string) => number;
}

/** A worker on a real queue, on which time passes only when a test says so. */
export interface SimulatedSlots {
  /** The sweeps whose cells are in a slot. */
  readonly running: readonly string[];
  /** The sweeps of all cells that were begun so far, in order. */
  readonly begun: readonly string[];
  /** Makes a turn of the feeder, and waits until every slot is taken, or no job is left. */
  fill(): Promise<void>;
  /** Lets so many seconds pass, and ends the cells whose time is up. Their slots take the next jobs of the queue. */
  pass(seconds: number): Promise<void>;
}

/** Starts a worker whose cells take as long as a test says, for the running test. */
export async function useSimulatedSlots({
  store,
  sql,
  queue,
  connection,
  slots,
  secondsOf,
}: SimulatedSlotsOptions): Promise<SimulatedSlots> {
  const workerId = await registerWorker(store, slots);
  const depths = createQueueDepths();
  const begun: string[] = [];
  let occupied: Occupied[] = [];
  let changed: () => void = () => undefined;

  const begin = async ({ cellId, attempt }: CellJob): Promise<void> => {
    const job = (await store.feed.listQueued()).find((queued) => queued.cellId === cellId);
    if (job?.attempt !== attempt) return;
    const ref = await claim(store, workerId, job);
    const [row] = await sql('SELECT sweep_id FROM sweep_cells WHERE cell_id = $1', [cellId]);
    const sweep = String(row?.['sweep_id']);
    begun.push(sweep);
    await new Promise<void>((leave) => {
      occupied.push({ ref, sweep, left: secondsOf(sweep), leave });
      changed();
    });
  };
  const consumer = await startCellConsumer({
    connection,
    slots,
    process: begin,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    for (const { leave } of occupied) leave();
    await consumer.close();
  });

  return {
    get running() {
      return occupied.map(({ sweep }) => sweep);
    },
    begun,
    async fill() {
      await fillQueue({ store, queue, leaseMs: 30_000 }, { mayReclaim: false, depths });
      const waiting = (await store.feed.listQueued()).length;
      const wanted = Math.min(slots, occupied.length + waiting);
      while (occupied.length < wanted) await new Promise<void>((resolve) => (changed = resolve));
    },
    async pass(seconds) {
      const back = `- $1 * interval '1 second'`;
      await sql(`UPDATE cells SET started_at = started_at ${back} WHERE state = 'running'`, [seconds]);
      await sql(`UPDATE sweep_cells SET state_since = state_since ${back} WHERE state = 'running'`, [
        seconds,
      ]);
      for (const cell of occupied) cell.left -= seconds;
      const over = occupied.filter(({ left }) => left <= 0);
      occupied = occupied.filter(({ left }) => left > 0);
      for (const { ref, leave } of over) {
        await store.attempts.finish(ref, resultAt(metricsOf(1)), null);
        leave();
      }
    },
  };
}
