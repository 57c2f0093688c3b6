import { RoteError } from '@rote/domain';
import { findNamedGpu, findNvidiaGpus, measureGpuProcesses } from '@rote/devices';
import type { Logger } from '@rote/runtime';
import type { StartTrainerInSlot } from './trainer-starter.js';
import type { TrainerProcess } from './trainer-process.js';

export interface GpuMemoryOptions {
  /** What a trainer needs according to the configuration, in MiB. */
  readonly expectedMb: number;
  readonly logger: Logger;
}

/** GPU memory that a trainer needs: the configured amount, or the most that any trainer was seen to hold, if more. */
export interface GpuMemory {
  readonly neededMb: number;
  /**
   * Measures what a trainer that has trained an epoch holds now, in MiB. Returns undefined if that is unknown.
   *
   * @param signal ends the measurement for all callers that share it
   */
  measure(trainer: Trainer, signal: AbortSignal): Promise<number | undefined>;
  /**
   * Estimates what these trainers will still take, in MiB: before its first epoch, everything that a trainer needs and does
   * not hold yet; after it, nothing.
   */
  outstandingMb(trainers: readonly Trainer[], signal: AbortSignal): Promise<number>;
}

/** A trainer that has started or is about to. */
type Trainer = Pick<TrainerProcess, 'pid'>;

export function createGpuMemory({ expectedMb, logger }: GpuMemoryOptions): GpuMemory {
  let highestMb = 0;
  let measuring: Promise<ReadonlyMap<number, number>> | undefined;
  /** Trainers that have grown to what they need, measured or not. */
  const grown = new WeakSet<Trainer>();
  // Trainers measured at the same moment share one measurement.
  const look = (signal: AbortSignal): Promise<ReadonlyMap<number, number>> =>
    (measuring ??= measureGpuProcesses({ signal }).finally(() => {
      measuring = undefined;
    }));
  const note = (usedMb: number): void => {
    if (usedMb <= highestMb) return;
    highestMb = usedMb;
    if (usedMb <= expectedMb) logger.info({ usedMb }, 'A trainer holds more GPU memory than any before it');
    else
      logger.warn(
        { usedMb, expectedMb },
        'A trainer holds more GPU memory than ROTE_GPU_MEMORY_MB says: another one starts only if as much is free',
      );
  };
  const heldBy = ({ pid }: Trainer, used: ReadonlyMap<number, number>): number | undefined =>
    pid === undefined ? undefined : used.get(pid);
  const neededMb = (): number => Math.max(expectedMb, highestMb);
  return {
    get neededMb() {
      return neededMb();
    },
    async measure(trainer, signal) {
      grown.add(trainer);
      const usedMb = heldBy(trainer, await look(signal));
      if (usedMb !== undefined) note(usedMb);
      return usedMb;
    },
    async outstandingMb(trainers, signal) {
      const growing = trainers.filter((trainer) => !grown.has(trainer));
      if (growing.length === 0) return 0;
      const used = await look(signal);
      return growing
        .map((trainer) => Math.max(0, neededMb() - (heldBy(trainer, used) ?? 0)))
        .reduce((sum, mb) => sum + mb, 0);
    },
  };
}

/**
 * Starts trainers, but a further one on a GPU only while the GPU has the memory it needs: another process may have taken
 * it since the slots were planned, and trainers that have started may be about to. A GPU's only trainer always starts.
 */
export function withinGpuMemory(start: StartTrainerInSlot, memory: GpuMemory): StartTrainerInSlot {
  /** Trainers, started or about to be, by GPU. */
  const onGpu = new Map<string, Set<Pick<TrainerProcess, 'pid' | 'hasEnded'>>>();
  return async (slot, signal) => {
    const { gpu } = slot;
    if (gpu === undefined) return await start(slot, signal);
    const others = [...(onGpu.get(gpu) ?? [])].filter(({ hasEnded }) => !hasEnded);
    const starting = { pid: undefined, hasEnded: false };
    onGpu.set(gpu, new Set([...others, starting]));
    try {
      if (others.length > 0) await requireMemory(gpu, memory, others, signal);
      const trainer = await start(slot, signal);
      onGpu.get(gpu)?.add(trainer);
      return trainer;
    } finally {
      onGpu.get(gpu)?.delete(starting);
    }
  };
}

/** @throws RoteError `engine-unavailable`, retryable, if the GPU's other trainers leave too little memory free */
async function requireMemory(
  gpu: string,
  memory: GpuMemory,
  others: readonly Trainer[],
  signal: AbortSignal,
): Promise<void> {
  const freeMb = findNamedGpu(await findNvidiaGpus({ signal }), gpu)?.memory?.freeMb;
  if (freeMb === undefined) return;
  const outstandingMb = await memory.outstandingMb(others, signal);
  const { neededMb } = memory;
  if (freeMb - outstandingMb >= neededMb) return;
  const beside = outstandingMb > 0 ? ', beyond what trainers that have yet to train will take' : '';
  throw new RoteError(
    'engine-unavailable',
    `GPU ${gpu} has less than the ${String(neededMb)} MiB free that another trainer needs${beside}`,
    { retryable: true },
  );
}
