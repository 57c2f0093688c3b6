import { engineEnvironment } from '@rote/devices';
import type { Engine, EngineName } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { CheckpointSettings } from '@rote/trainer-protocol';
import type { Slot } from './slot-plan.js';
import type { TrainerProcess } from './trainer-process.js';
import { startTrainer } from './trainer-process.js';

export interface TrainerSettings {
  /** The main module of a trainer. */
  readonly module: URL;
  /** The environment of trainers, to which the starter adds what the engine needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly checkpoints: CheckpointSettings;
  /** Undefined for the best. */
  readonly engine: EngineName | undefined;
  readonly silenceMs: number;
}

export type StartTrainerInSlot = (slot: Slot, signal: AbortSignal) => Promise<TrainerProcess>;

/** Trainers know of no server, so they get no passwords either. */
const NOT_FOR_TRAINERS: ReadonlySet<string> = new Set(['DATABASE_URL', 'PGPASSWORD', 'REDIS_URL']);

/** Returns a function that starts a trainer in a slot, with what its engine needs in the environment. */
export function createTrainerStarter({ env, ...settings }: TrainerSettings): StartTrainerInSlot {
  const inherited = Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_TRAINERS.has(name)));
  return (slot, signal) =>
    startTrainer({ ...settings, env: { ...inherited, ...engineEnvironment(slot) }, gpu: slot.gpu }, signal);
}

/** Starts trainers, but keeps only those with this engine: a GPU can get lost, and a result must not. */
export const onlyWithEngine =
  (engine: Engine, start: StartTrainerInSlot): StartTrainerInSlot =>
  async (slot, signal) => {
    const trainer = await start(slot, signal);
    if (isSame(trainer.engine, engine)) return trainer;
    await trainer.stop();
    const describe = ({ name, version, device }: Engine): string => `${name} (${version}) on the ${device}`;
    throw new RoteError(
      'engine-unavailable',
      `a trainer found ${describe(trainer.engine)}, but this worker has ${describe(engine)}: restart the worker`,
    );
  };

const isSame = (one: Engine, other: Engine): boolean =>
  one.name === other.name && one.version === other.version && one.device === other.device;
