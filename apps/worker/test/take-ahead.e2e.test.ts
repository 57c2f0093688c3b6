import { waitFor } from '@rote/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWorkerBench } from './worker-bench.js';

vi.setConfig({ testTimeout: 90_000 });

const seedsTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

test.each(['redis', 'postgres'] as const)(
  'a job on %s that a worker took ahead, and had not claimed when it died, goes to another worker',
  async (backend) => {
    const bench = await openWorkerBench(backend);
    onTestFinished(() => bench.close());
    const ids = await bench.submit({ epochs: 1, seeds: seedsTo(100) });
    const counts = async () => (await bench.store.sweeps.list({ limit: 1 }))[0]!.counts;
    await bench.feed();
    const { process: doomed, exited } = await bench.startWorker();
    /** Stops the worker for a look, so that nothing changes until it dies. */
    const hasTakenAhead = async (): Promise<boolean> => {
      doomed.kill('SIGSTOP');
      const [{ active }, { running, queued }] = await Promise.all([bench.queue.counts(), counts()]);
      if (active > running && running === 1 && queued > 0) return true;
      doomed.kill('SIGCONT');
      return false;
    };
    await waitFor(hasTakenAhead, { describe: 'a job in hand beside the cell in training' });
    doomed.kill('SIGKILL');
    await exited;

    await bench.startWorker();
    await waitFor(
      async () => {
        await bench.store.feed.reclaimLost({ leaseMs: 1200 });
        await bench.feed();
        return (await counts()).succeeded === ids.length;
      },
      { describe: 'the results of all cells', timeoutMs: 60_000 },
    );
    const attempts = await Promise.all(ids.map((id) => bench.store.cells.attempts(id)));
    const repeated = attempts.filter(({ length }) => length > 1);
    // Only the cell in training had been claimed.
    expect(repeated).toMatchObject([[{ outcome: 'failed' }, { outcome: 'succeeded' }]]);
    expect(attempts.flat()).toHaveLength(ids.length + 1);
  },
);

test('a job that was taken ahead of a paused sweep is not trained, and its slot goes to the next cell', async () => {
  const bench = await openWorkerBench('redis');
  onTestFinished(() => bench.close());
  const ids = await bench.submit({ epochs: 1, seeds: seedsTo(60) });
  const [sweep] = await bench.store.sweeps.list({ limit: 1 });
  await bench.feed();
  await bench.startWorker();
  const counts = async () => (await bench.store.sweeps.find(sweep!.id))!.counts;
  await waitFor(async () => (await counts()).succeeded > 5, { describe: 'some results' });
  await bench.store.sweeps.pause(sweep!.id);
  await waitFor(async () => (await counts()).running === 0, { describe: 'the end of the cell in training' });
  const { succeeded } = await counts();
  const [other = ''] = await bench.submit({ epochs: 1, seeds: [1000] });
  await bench.feed();
  await bench.waitForCell(other, 'the result of another sweep', ({ state }) => state === 'succeeded');
  expect(await counts()).toMatchObject({ succeeded, running: 0, queued: 0, pending: ids.length - succeeded });
});
