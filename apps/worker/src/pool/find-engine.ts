import { availableParallelism } from 'node:os';
import { findNvidiaGpus } from '@rote/devices';
import type { EngineName } from '@rote/domain';
import type { Logger } from '@rote/runtime';
import type { Slot, VisibleGpu } from './slot-plan.js';
import { planSlots, visibleGpus } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import type { StartTrainerInSlot } from './trainer-starter.js';

/** Engines that use no GPU through CUDA: if one of them is configured, there are no GPUs to divide among slots. */
const ENGINES_WITHOUT_CUDA: ReadonlySet<string | undefined> = new Set<EngineName>([
  'tfjs-node',
  'webgpu',
  'wasm',
]);

export interface FindEngineOptions {
  readonly start: StartTrainerInSlot;
  readonly engine: EngineName | undefined;
  /** Undefined: as many as fit the GPUs, or one per core without a GPU. */
  readonly slots: number | undefined;
  /** GPU memory that a trainer needs. */
  readonly gpuMemoryMb: number;
  /** The value of the environment variable of this name, which limits the GPUs. */
  readonly cudaVisibleDevices: string | undefined;
  readonly logger: Pick<Logger, 'error'>;
  readonly signal: AbortSignal;
}

export interface FoundEngine {
  readonly slots: readonly Slot[];
  readonly first: TrainerProcess;
  /** Why the engine is on the CPU although there are GPUs, and how to fix that; null if there is no such fault. */
  readonly gpuFault: string | null;
}

/**
 * Starts a first trainer to see which engine it finds, and divides the machine into slots accordingly.
 *
 * @returns the slots, the trainer in the first of them, and why the GPUs are not used, if there are any
 * @throws RoteError `engine-unavailable` or `aborted`
 */
export async function findEngine({
  start,
  engine,
  slots,
  gpuMemoryMb,
  cudaVisibleDevices,
  logger,
  signal,
}: FindEngineOptions): Promise<FoundEngine> {
  const startFirst = async (gpus: readonly VisibleGpu[]) => {
    const plan = planSlots({ slots, cores: availableParallelism(), gpus, gpuMemoryMb });
    return { slots: plan, first: await start(plan[0] ?? { threads: 1 }, signal) };
  };
  const usesCuda = !ENGINES_WITHOUT_CUDA.has(engine);
  const gpus = usesCuda ? visibleGpus(await findNvidiaGpus({ signal }), cudaVisibleDevices) : [];
  const found = await startFirst(gpus);
  if (found.first.engine.device === 'gpu') {
    // If CUDA does not name the GPU, there is no way to tell how many trainers fit.
    const unnamed = gpus.length === 0 || found.first.engine.name === 'webgpu';
    const plan = unnamed && slots === undefined ? found.slots.slice(0, 1) : found.slots;
    return { ...found, slots: plan, gpuFault: null };
  }
  const gpuFault = explainCpu(engine, found.first.engine.name, gpus);
  if (gpuFault === null) return { ...found, gpuFault };
  logger.error({ gpus }, `Taking no cells that ask for a GPU: ${gpuFault}`);
  if (gpus.length === 0) return { ...found, gpuFault };
  await found.first.stop();
  return { ...(await startFirst([])), gpuFault };
}

/** Explains why an engine that should be on a GPU is not, and how to fix that; null if it need not be. */
function explainCpu(
  wanted: EngineName | undefined,
  found: EngineName,
  gpus: readonly VisibleGpu[],
): string | null {
  if (gpus.length > 0)
    return (
      `this worker may use GPU ${gpus.map(({ device }) => device).join(', ')}, but ${found} runs on the CPU: ` +
      'run "npm run setup", which says what the GPU engine lacks, and restart the worker'
    );
  return wanted === 'tfjs-node-gpu'
    ? 'ROTE_ENGINE asks for tfjs-node-gpu, but there is no NVIDIA GPU: make "nvidia-smi" list one here (a container needs ' +
        'the NVIDIA runtime), check that CUDA_VISIBLE_DEVICES hides none, and restart the worker'
    : null;
}
