import type { WorkerStatus } from '@rote/contracts';
import type { WorkerRecord } from '@rote/store';

export const toWorkerStatus = (worker: WorkerRecord): WorkerStatus => ({
  id: worker.id,
  host: worker.host,
  pid: worker.pid,
  state: worker.state,
  slots: worker.slots,
  running: [...worker.running],
  training: [...worker.training],
  imagesPerSecond: worker.imagesPerSecond,
  engine: worker.engine,
  startedAt: worker.startedAt.toISOString(),
  lastSeenAt: worker.lastSeenAt.toISOString(),
  stoppedAt: worker.stoppedAt?.toISOString() ?? null,
  gpuFault: worker.gpuFault,
});
