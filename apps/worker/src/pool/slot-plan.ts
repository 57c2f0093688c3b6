import type { NvidiaGpu } from '@rote/devices';
import { findNamedGpu } from '@rote/devices';

/** What a slot's trainer may use. */
export interface Slot {
  /** CPU threads that one operation may use. */
  readonly threads: number;
  /** Its GPU, as CUDA names it. Other slots may share it. */
  readonly gpu?: string;
}

/** A GPU that this worker may use. */
export interface VisibleGpu {
  /** As CUDA names it: an index, `GPU-…` or `MIG-…`. */
  readonly device: string;
  /** Undefined if unknown. */
  readonly freeMb?: number | undefined;
}

export interface SlotPlanOptions {
  /** Undefined: as many as fit the GPUs, or one per core without a GPU. */
  readonly slots?: number | undefined;
  readonly cores: number;
  readonly gpus: readonly VisibleGpu[];
  /** GPU memory that a trainer needs. */
  readonly gpuMemoryMb: number;
}

/** Trainers take turns on a GPU: more of them would wait for each other, and a single one uses a good part of it. */
const MOST_SLOTS_PER_GPU = 4;

/** As many as fit into the GPU's free memory, but at least one: its first cell will show whether that works. */
function slotsOn({ freeMb }: VisibleGpu, { cores, gpus, gpuMemoryMb }: SlotPlanOptions): number {
  if (freeMb === undefined) return 1;
  const most = Math.min(
    MOST_SLOTS_PER_GPU,
    Math.floor(cores / gpus.length),
    Math.floor(freeMb / gpuMemoryMb),
  );
  return Math.max(1, most);
}

/** Returns the GPU of each slot: the first slots of all GPUs before their second. */
function shareGpus(options: SlotPlanOptions): readonly string[] {
  const { slots, gpus } = options;
  if (slots !== undefined)
    return Array.from({ length: slots }, (_, index) => gpus[index % gpus.length]!.device);
  const shares = gpus.map((gpu) => ({ device: gpu.device, slots: slotsOn(gpu, options) }));
  return Array.from({ length: MOST_SLOTS_PER_GPU }, (_, round) =>
    shares.filter((share) => share.slots > round).map(({ device }) => device),
  ).flat();
}

/** Divides the machine into slots: the cores evenly, the GPUs in turn. */
export function planSlots(options: SlotPlanOptions): readonly Slot[] {
  const { slots, cores, gpus } = options;
  const shares = gpus.length > 0 ? shareGpus(options) : Array<undefined>(slots ?? cores).fill(undefined);
  const threads = Math.max(1, Math.floor(cores / shares.length));
  return shares.map((gpu) => (gpu === undefined ? { threads } : { threads, gpu }));
}

/**
 * Returns the GPUs that CUDA_VISIBLE_DEVICES lets a process use, in its order: all if it is not set, otherwise those
 * before the first that does not exist. UUIDs are assumed to exist.
 */
export function visibleGpus(
  all: readonly NvidiaGpu[],
  cudaVisibleDevices: string | undefined,
): readonly VisibleGpu[] {
  const named = cudaVisibleDevices?.split(',').map((device) => device.trim());
  const devices = named ?? all.map(({ index }) => String(index));
  const isThere = (device: string): boolean =>
    /^(GPU|MIG)-./.test(device) || findNamedGpu(all, device) !== undefined;
  const firstMissing = devices.findIndex((device) => !isThere(device));
  const visible = firstMissing === -1 ? devices : devices.slice(0, firstMissing);
  return [...new Set(visible)].map((device) => ({
    device,
    freeMb: findNamedGpu(all, device)?.memory?.freeMb,
  }));
}
