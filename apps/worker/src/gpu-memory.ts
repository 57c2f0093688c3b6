import { RoteError } from '@rote/domain';
import { findNamedGpu, findNvidiaGpus, measureGpuProcesses } from '@rote/engines';
import type { Logger } from '@rote/runtime';
import type { StartTrainerInSlot } from './find-engine.js';

export interface GpuMemoryOptions {
  /** What a trainer is said to need, in MiB. */
  readonly expectedMb: number;
  readonly logger: Logger;
}

/** What trainers need of their GPUs' memory: what they are said to, or what one of them was seen to hold, if more. */
export interface GpuMemory {
  readonly neededMb: number;
  /** What a trainer holds now, in MiB; undefined where nobody can tell. */
  measure(pid: number): Promise<number | undefined>;
}

export function createGpuMemory({ expectedMb, logger }: GpuMemoryOptions): GpuMemory {
  let highestMb = 0;
  let measuring: Promise<ReadonlyMap<number, number>> | undefined;
  const note = (usedMb: number): void => {
    if (usedMb <= highestMb) return;
    highestMb = usedMb;
    if (usedMb <= expectedMb) logger.info({ usedMb }, 'The most that a trainer has held of a GPU so far');
    else
      logger.warn(
        { usedMb, expectedMb },
        'A trainer holds more of a GPU than ROTE_GPU_MEMORY_MB says: no further one is started without that much room',
      );
  };
  return {
    get neededMb() {
      return Math.max(expectedMb, highestMb);
    },
    async measure(pid) {
      // Trainers that ask at the same moment share one look.
      measuring ??= measureGpuProcesses().finally(() => {
        measuring = undefined;
      });
      const usedMb = (await measuring).get(pid);
      if (usedMb !== undefined) note(usedMb);
      return usedMb;
    },
  };
}

/**
 * Starts trainers, but a further one on a GPU only while the GPU has the memory that it needs: somebody else may have
 * taken it since the slots were planned. A GPU's only trainer is always started.
 */
export function withinGpuMemory(start: StartTrainerInSlot, memory: GpuMemory): StartTrainerInSlot {
  /** Trainers, started or about to be, by their GPU. */
  const onGpu = new Map<string, Set<{ hasEnded: boolean }>>();
  return async (slot, signal) => {
    const { gpu } = slot;
    if (gpu === undefined) return await start(slot, signal);
    const others = [...(onGpu.get(gpu) ?? [])].filter(({ hasEnded }) => !hasEnded);
    const starting = { hasEnded: false };
    onGpu.set(gpu, new Set([...others, starting]));
    try {
      if (others.length > 0) await requireMemory(gpu, memory.neededMb, signal);
      const trainer = await start(slot, signal);
      onGpu.get(gpu)?.add(trainer);
      return trainer;
    } finally {
      onGpu.get(gpu)?.delete(starting);
    }
  };
}

/** @throws RoteError `engine-unavailable`, retryable, where the GPU has less memory free */
async function requireMemory(gpu: string, neededMb: number, signal: AbortSignal): Promise<void> {
  const freeMb = findNamedGpu(await findNvidiaGpus({ signal }), gpu)?.memory?.freeMb;
  if (freeMb !== undefined && freeMb < neededMb)
    throw new RoteError(
      'engine-unavailable',
      `GPU ${gpu} has less than the ${String(neededMb)} MiB free that a further trainer needs`,
      { retryable: true },
    );
}
