import { availableParallelism } from 'node:os';
import type { EngineName } from '@rote/engines';
import { engineEnvironment, findNvidiaGpus } from '@rote/engines';
import type { Logger } from '@rote/runtime';
import type { Slot } from './slot-plan.js';
import { planSlots, visibleGpus } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import { startTrainer } from './trainer-process.js';

export interface TrainerSettings {
  /** The main module of a trainer. */
  readonly module: URL;
  /** What trainers find in their environment, beside what the engine needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  /** Undefined: the best. */
  readonly engine: EngineName | undefined;
  readonly silenceMs: number;
}

export type StartTrainerInSlot = (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;

/** Trainers know of no server, so they get no passwords either. */
const NOT_FOR_TRAINERS: ReadonlySet<string> = new Set(['DATABASE_URL', 'REDIS_URL']);
const CPU_ENGINES: ReadonlySet<string | undefined> = new Set<EngineName>(['tfjs-node', 'wasm']);

export function createTrainerStarter({ env, ...settings }: TrainerSettings): StartTrainerInSlot {
  const inherited = Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_TRAINERS.has(name)));
  return (slot, signal) =>
    startTrainer({ ...settings, env: { ...inherited, ...engineEnvironment(slot) }, gpu: slot.gpu }, signal);
}

export interface FindEngineOptions {
  readonly start: StartTrainerInSlot;
  readonly engine: EngineName | undefined;
  /** Undefined: one for each GPU or core. */
  readonly slots: number | undefined;
  /** The value of the variable of this name, which limits the GPUs. */
  readonly cudaVisibleDevices: string | undefined;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface FoundEngine {
  readonly slots: readonly Slot[];
  readonly first: TrainerProcess;
  /** Why it is on the CPU although there are GPUs, and how to mend it; `null` where that is not so. */
  readonly gpuFault: string | null;
}

/**
 * Starts a first trainer to see which engine it finds, and shares the machine out accordingly.
 *
 * @returns the slots, the trainer that is in the first of them, and why the GPUs are not used, if there are any
 * @throws RoteError `engine-unavailable` or `aborted`
 */
export async function findEngine({
  start,
  engine,
  slots,
  cudaVisibleDevices,
  logger,
  signal,
}: FindEngineOptions): Promise<FoundEngine> {
  const startFirst = async (gpus: readonly number[]) => {
    const plan = planSlots({ slots, cores: availableParallelism(), gpus });
    return { slots: plan, first: await start(plan[0] ?? { threads: 1 }, signal) };
  };
  const all = CPU_ENGINES.has(engine) ? [] : await findNvidiaGpus({ signal });
  const gpus = visibleGpus(
    all.map(({ index }) => index),
    cudaVisibleDevices,
  );
  const found = await startFirst(gpus);
  if (gpus.length === 0 || found.first.engine.device === 'gpu') return { ...found, gpuFault: null };
  const gpuFault =
    `this machine has ${String(gpus.length)} NVIDIA ${gpus.length === 1 ? 'GPU' : 'GPUs'}, but ${found.first.engine.name} runs on the CPU: ` +
    'run "npm run setup", which says what the GPU engine misses, and start this worker again';
  logger.error({ gpus }, `No cells that ask for a GPU are taken: ${gpuFault}`);
  await found.first.stop();
  return { ...(await startFirst([])), gpuFault };
}
