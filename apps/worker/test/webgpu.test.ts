import { findSwiftShader, SWIFTSHADER_MISSING, waitFor } from '@rote/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkerBench } from './worker-bench.js';
import { openWorkerBench } from './worker-bench.js';

const swiftShader = findSwiftShader();
// SwiftShader compiles every shader again in each process: seconds, and more while other tests run.
vi.setConfig({ testTimeout: 240_000 });

describe.skipIf(swiftShader === undefined)(
  `a worker on webgpu${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    let bench: WorkerBench;
    beforeEach(async () => {
      bench = await openWorkerBench('postgres');
    });
    afterEach(() => bench.close());

    test('trains a cell in its own trainer, and ends cleanly', async () => {
      const worker = await bench.startWorker({ ROTE_ENGINE: 'webgpu', ...swiftShader });
      expect(worker).toMatchObject({ slots: 1, engine: { name: 'webgpu', device: 'cpu' } });
      const [id = ''] = await bench.submit({ epochs: 1 });
      await bench.feed();
      await waitFor(async () => (await bench.store.cells.find(id))?.state === 'succeeded', {
        describe: 'the result',
        timeoutMs: 180_000,
      });
      expect(await bench.store.cells.result(id)).toMatchObject({
        attempt: 1,
        engine: { name: 'webgpu', device: 'cpu' },
        result: { outcome: 'succeeded', epochs: 1, steps: 4 },
      });
      worker.process.kill('SIGTERM');
      expect(await worker.exited).toBe(0);
    });
  },
);
