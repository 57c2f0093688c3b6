/** What a slot's trainer may use. */
export interface Slot {
  /** CPU threads that one operation may use. */
  readonly threads: number;
  /** Index of the GPU that is its own. */
  readonly gpu?: number;
}

export interface SlotPlanOptions {
  /** As many as asked for; undefined: one for each GPU, or without any one for each core. */
  readonly slots?: number | undefined;
  readonly cores: number;
  /** Indices of the GPUs to use. */
  readonly gpus: readonly number[];
}

/** Shares the machine out: the cores evenly, the GPUs in turn. */
export function planSlots({ slots, cores, gpus }: SlotPlanOptions): readonly Slot[] {
  const count = slots ?? (gpus.length > 0 ? gpus.length : cores);
  const threads = Math.max(1, Math.floor(cores / count));
  return Array.from({ length: count }, (_, index) => {
    const gpu = gpus[index % gpus.length];
    return gpu === undefined ? { threads } : { threads, gpu };
  });
}

/**
 * The GPUs that a process may use under the CUDA_VISIBLE_DEVICES that it was given: all where it is not set. Devices
 * named by UUID are left alone: then there is no index to give to a trainer.
 */
export function visibleGpus(
  all: readonly number[],
  cudaVisibleDevices: string | undefined,
): readonly number[] {
  if (cudaVisibleDevices === undefined) return all;
  const named = cudaVisibleDevices.split(',').map((device) => device.trim());
  return all.filter((index) => named.includes(String(index)));
}
