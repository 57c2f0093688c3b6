import type { EngineName } from '@rote/devices';
import { engineEnvironment } from '@rote/devices';
import type { CheckpointSettings } from '@rote/trainer-protocol';
import type { Slot } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import { startTrainer } from './trainer-process.js';

export interface TrainerSettings {
  /** The main module of a trainer. */
  readonly module: URL;
  /** What trainers find in their environment, beside what the engine needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly checkpoints: CheckpointSettings;
  /** Undefined: the best. */
  readonly engine: EngineName | undefined;
  readonly silenceMs: number;
}

export type StartTrainerInSlot = (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;

/** Trainers know of no server, so they get no passwords either. */
const NOT_FOR_TRAINERS: ReadonlySet<string> = new Set(['DATABASE_URL', 'PGPASSWORD', 'REDIS_URL']);
export function createTrainerStarter({ env, ...settings }: TrainerSettings): StartTrainerInSlot {
  const inherited = Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_TRAINERS.has(name)));
  return (slot, signal) =>
    startTrainer({ ...settings, env: { ...inherited, ...engineEnvironment(slot) }, gpu: slot.gpu }, signal);
}
