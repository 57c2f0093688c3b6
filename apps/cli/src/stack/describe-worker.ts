import type { WorkerStatus } from '@rote/client';

/** Describes a worker's engine and slots in one line. */
export function describeWorker({ engine, slots }: WorkerStatus): string {
  const { name, version, device, deviceName } = engine;
  return `${name} (${version}) on ${device === 'gpu' ? 'GPU' : 'CPU'} ${deviceName}, ${String(slots)} ${slots === 1 ? 'slot' : 'slots'}`;
}
