import type { QueueConnection } from '@rote/queue';
import { openCellQueue } from '@rote/queue';
import { createTestDatabase, startTestRedis, waitFor } from '@rote/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Operator } from '../../../../packages/queue/test/operator.js';
import { openOperator } from '../../../../packages/queue/test/operator.js';
import { startQueueIntake } from '../../src/supervisor/queue-intake.js';

vi.setConfig({ testTimeout: 60_000 });

/** A queue for the test, and BullMQ's own handle on it, as a dashboard has. */
async function openQueue(backend: 'redis' | 'postgres') {
  const { url, close } =
    backend === 'redis'
      ? await startTestRedis().then((redis) => ({ url: redis.url, close: () => redis.stop() }))
      : await createTestDatabase().then((database) => ({ url: database.url, close: () => database.drop() }));
  const connection: QueueConnection = { backend, url };
  return { connection, bull: await openOperator(connection), close };
}

interface Hold {
  readonly state: string;
  /** Before the first job arrives, or while it is processed. */
  readonly begin: 'before' | 'meanwhile';
  readonly hold: (bull: Operator) => Promise<unknown>;
  /** Missing if BullMQ's workers take half a minute to notice. */
  readonly letGo?: (bull: Operator) => Promise<unknown>;
}

const HOLDS: readonly Hold[] = [
  {
    state: 'paused',
    begin: 'meanwhile',
    hold: (bull) => bull.pause(),
    letGo: (bull) => bull.resume(),
  },
  {
    state: 'at its global concurrency',
    begin: 'meanwhile',
    hold: (bull) => bull.setGlobalConcurrency(1),
  },
  {
    state: 'at its rate limit',
    begin: 'before',
    hold: (bull) => bull.setGlobalRateLimit(1, 3_600_000),
  },
];

test.each(
  (['redis', 'postgres'] as const).flatMap((backend) =>
    HOLDS.map((hold) => [backend, hold.state, hold] as const),
  ),
)(
  'a queue on %s that is %s does not count as dead: running jobs continue, and nothing reconnects',
  async (backend, _state, { begin, hold, letGo }) => {
    const { connection, bull, close } = await openQueue(backend);
    onTestFinished(close);
    const queue = await openCellQueue({ connection });
    onTestFinished(() => queue.close());
    onTestFinished(async () => {
      await bull.close();
    });
    const taken: string[] = [];
    let endFirst: () => void = () => undefined;
    const trouble: unknown[] = [];
    let looks = 0;
    const note = (...said: unknown[]): void => {
      trouble.push(said);
    };
    const intake = await startQueueIntake({
      connection,
      slots: 2,
      devices: ['any'],
      process: async ({ cellId }) => {
        taken.push(cellId);
        if (cellId === 'first') await new Promise<void>((resolve) => (endFirst = resolve));
      },
      stallMs: 500,
      onStuck: () => {
        trouble.push('stuck');
      },
      logger: { debug: () => looks++, info: () => undefined, warn: note, error: note },
    });
    onTestFinished(() => intake.close());
    if (begin === 'before') await hold(bull);
    await queue.add([{ cellId: 'first', attempt: 0, device: 'any', priority: 0 }]);
    await waitFor(() => taken.length === 1, { describe: 'the first job' });
    if (begin === 'meanwhile') await hold(bull);
    trouble.length = 0;
    await queue.add([{ cellId: 'second', attempt: 0, device: 'any', priority: 0 }]);
    looks = 0;
    await waitFor(() => looks >= 2, { describe: 'two looks that found no fault' });
    expect(trouble).toEqual([]);
    expect(taken).toEqual(['first']);
    expect(await queue.present([{ cellId: 'second', attempt: 0, device: 'any' }])).toHaveLength(1);
    expect((await queue.counts()).waiting).toBe(1);
    await letGo?.(bull);
    if (letGo !== undefined)
      await waitFor(() => taken.length === 2, { describe: 'the second job', timeoutMs: 30_000 });
    endFirst();
    await intake.pause();
  },
);

test('a queue reports whether a person has paused it', async () => {
  const { connection, bull, close } = await openQueue('postgres');
  onTestFinished(close);
  const queue = await openCellQueue({ connection });
  onTestFinished(() => queue.close());
  onTestFinished(async () => {
    await bull.close();
  });
  expect(await queue.isPaused()).toBe(false);
  await bull.pause();
  expect(await queue.isPaused()).toBe(true);
});
