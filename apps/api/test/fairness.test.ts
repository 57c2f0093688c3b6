import { expandSweep } from '@rote/domain';
import { openCellQueue, type QueueConnection } from '@rote/queue';
import { startTestRedis, useStore } from '@rote/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useSimulatedSlots } from './support/simulated-slots.js';
import { specOf } from './support/specs.js';

const SLOTS = 4;
/** Times the depth of the queue for these slots, which is 16. */
const LARGE = 400;

/** Opens a store, a queue, and slots whose cells take as many seconds as their sweep's name says. */
async function useFleet(backend: 'redis' | 'postgres') {
  const base = await useStore();
  const { store } = base;
  const connection: QueueConnection =
    backend === 'postgres' ? { backend, url: base.url } : { backend, url: await startRedis() };
  const queue = await openCellQueue({ connection });
  onTestFinished(() => queue.close());
  const seconds = new Map<string, number>();
  let firstSeed = 1;
  const fleet = await useSimulatedSlots({
    ...base,
    queue,
    connection,
    slots: SLOTS,
    secondsOf: (sweep) => seconds.get(sweep) ?? 0,
  });
  return {
    ...fleet,
    store,
    get running() {
      return fleet.running;
    },
    /** Submits a sweep of so many cells of so many seconds each, and returns its id. */
    async submit(cells: number, cellSeconds: number): Promise<string> {
      const spec = specOf(cells, { firstSeed });
      firstSeed += cells;
      const { sweep } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
      seconds.set(sweep.id, cellSeconds);
      return sweep.id;
    },
    /** Lets time pass, a second or so many at a time; returns how many slots a sweep had at each. */
    async shareOf(sweep: string, { steps, seconds: each = 1 }: { steps: number; seconds?: number }) {
      const had: number[] = [];
      for (let step = 0; step < steps; step++) {
        await fleet.fill();
        had.push(fleet.running.filter((other) => other === sweep).length);
        await fleet.pass(each);
      }
      return had;
    },
  };
}

async function startRedis(): Promise<string> {
  const redis = await startTestRedis();
  onTestFinished(() => redis.stop());
  return redis.url;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe.each(['redis', 'postgres'] as const)('two sweeps of equal priority, on %s', (backend) => {
  it.each([
    ['as long as', 4, 4],
    ['a fifth as long as', 20, 4],
    ['five times as long as', 4, 20],
  ])(
    'share slots 50 : 50 from the arrival of the second, whose cells take %s those of the first',
    async (_, firstSeconds, secondSeconds) => {
      const fleet = await useFleet(backend);
      const first = await fleet.submit(LARGE, firstSeconds);
      await fleet.shareOf(first, { steps: 8, seconds: 4 });
      const second = await fleet.submit(LARGE, secondSeconds);
      const had = await fleet.shareOf(second, { steps: 40, seconds: 4 });
      expect(sum(had) / (SLOTS * had.length)).toBeGreaterThanOrEqual(0.45);
      expect(sum(had) / (SLOTS * had.length)).toBeLessThanOrEqual(0.55);
      expect(fleet.running.length).toBeLessThanOrEqual(SLOTS);
      expect(new Set(fleet.begun)).toEqual(new Set([first, second]));
    },
    120_000,
  );

  it('wait for at most the cells that run, however large the other one is', async () => {
    const fleet = await useFleet(backend);
    const large = await fleet.submit(LARGE, 4);
    await fleet.shareOf(large, { steps: 10 });
    const small = await fleet.submit(10, 4);
    const before = fleet.begun.length;
    await fleet.shareOf(small, { steps: 24 });
    const order = fleet.begun.slice(before);
    // The next slots that are free take its first cells, and from then on it has every second one.
    expect(order.slice(0, SLOTS)).toContain(small);
    expect(order.filter((sweep) => sweep === small)).toHaveLength(10);
    const others = order.slice(0, order.lastIndexOf(small)).filter((sweep) => sweep === large);
    expect(others.length).toBeLessThanOrEqual(10);
  }, 60_000);

  it('have no claim to the slots of the time in which they were paused', async () => {
    const fleet = await useFleet(backend);
    await fleet.submit(LARGE, 2);
    const second = await fleet.submit(LARGE, 2);
    await fleet.shareOf(second, { steps: 10, seconds: 2 });
    await fleet.store.sweeps.pause(second);
    await fleet.shareOf(second, { steps: 20, seconds: 2 });
    await fleet.store.sweeps.resume(second);
    const before = fleet.begun.length;
    await fleet.shareOf(second, { steps: 20, seconds: 2 });
    const order = fleet.begun.slice(before);
    expect(order.slice(0, SLOTS)).toContain(second);
    const share = order.filter((sweep) => sweep === second).length / order.length;
    expect(share).toBeGreaterThanOrEqual(0.45);
    expect(share).toBeLessThanOrEqual(0.55);
  }, 60_000);
});
