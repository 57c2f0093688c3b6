import { availableParallelism } from 'node:os';
import { describeCpu, findNvidiaGpus } from '@rote/devices';
import type { NvidiaGpu } from '@rote/devices';
import type { EngineName } from '@rote/domain';
import { ENGINE_NAMES } from '@rote/domain';
import type { EngineChoice, EngineExamination, SetUpExamination } from '@rote/engines';
import type { ModelSpeed } from '@rote/trainer/model-speed';
import type { CliConfig } from '../cli-config.js';
import { measureModelSpeeds } from './model-speeds.js';

/** Everything that `rote engine doctor` found. */
export interface DoctorReport {
  readonly machine: {
    /** For instance `linux x64`. */
    readonly platform: string;
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    readonly gpus: readonly NvidiaGpu[];
  };
  /** Best first; only one if one was requested. */
  readonly engines: readonly EngineExamination[];
  /** The engine with which a worker trains on this machine; null if none can. */
  readonly chosen: EngineName | null;
  /** Why it was chosen: `best` is what a worker looks for when it is not told which engine to use. */
  readonly chosenBy: 'best' | 'ROTE_ENGINE' | '--engine';
  /** Why none was chosen; empty if one was. */
  readonly chosenNotes: readonly string[];
  readonly setUp: SetUpExamination;
  /** Speeds of the chosen engine; null if they were not measured, or no engine was chosen. */
  readonly speeds: readonly ModelSpeed[] | null;
  /** What ended the measurement early; null if nothing did. */
  readonly speedFault: string | null;
}

export interface ExamineMachineOptions {
  readonly config: CliConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Called with a description of each step. */
  readonly onStep: (line: string) => void;
  /** Examine only this engine. */
  readonly only: EngineName | undefined;
  /** The value of ROTE_ENGINE. */
  readonly forced: EngineName | undefined;
  readonly measuresSpeed: boolean;
}

/**
 * Examines everything that training on this machine depends on, and changes nothing. Engines are loaded in separate
 * processes, one after the other.
 *
 * @throws RoteError `aborted`
 */
export async function examineMachine(options: ExamineMachineOptions): Promise<DoctorReport> {
  const { config, env, signal, onStep, only, measuresSpeed } = options;
  // Not at the top: TensorFlow.js takes long to load, and most commands do not need it.
  const { examineEngine, examineSetUp } = await import('@rote/engines');
  const gpus = await findNvidiaGpus({ signal });
  const cores = availableParallelism();
  /** Threads of the one trainer that is measured. On a GPU with room for several, a worker's trainers share these. */
  const threadsOn = (device: 'gpu' | 'cpu'): number =>
    device === 'gpu' && gpus.length > 0 ? Math.max(1, Math.floor(cores / gpus.length)) : 1;

  onStep('Looking at the set-up of the native engine …');
  const setUp = await examineSetUp({ cacheDir: config.ROTE_ENGINE_DIR, signal });
  const engines: EngineExamination[] = [];
  for (const name of only === undefined ? ENGINE_NAMES : [only]) {
    onStep(`Examining ${name} …`);
    engines.push(await examineEngine(name, { threads: threadsOn('cpu'), env, signal }));
  }
  const choice = await choose(options, engines);
  const speeds =
    measuresSpeed && choice.engine !== undefined
      ? await measureSpeedsOf(choice.engine.name, threadsOn(choice.engine.device), options)
      : null;
  return {
    machine: {
      platform: `${process.platform} ${process.arch}`,
      node: process.version,
      cpu: describeCpu(),
      cores,
      gpus,
    },
    engines,
    chosen: choice.engine?.name ?? null,
    chosenBy: choice.by,
    chosenNotes: choice.engine === undefined ? choice.notes : [],
    setUp,
    speeds: typeof speeds === 'string' ? null : speeds,
    speedFault: typeof speeds === 'string' ? speeds : null,
  };
}

/** Returns the engine that was named, or the one that a worker would find by itself. */
async function choose(
  { only, forced, env, signal, onStep }: ExamineMachineOptions,
  engines: readonly EngineExamination[],
): Promise<EngineChoice & { readonly by: DoctorReport['chosenBy'] }> {
  const named = only ?? forced;
  if (named === undefined) {
    onStep('Looking for the best engine, as a worker does …');
    const { findBestEngine } = await import('@rote/engines');
    return { ...(await findBestEngine({ threads: 1, env, signal })), by: 'best' };
  }
  const by = only === undefined ? 'ROTE_ENGINE' : '--engine';
  const examined = engines.find(({ name }) => name === named);
  return examined?.isUsable === true
    ? { engine: examined.engine, notes: [], by }
    : { engine: undefined, notes: [`${named}: ${examined?.reason ?? 'not examined'}`], by };
}

function measureSpeedsOf(
  engine: EngineName,
  threads: number,
  { env, signal, onStep }: ExamineMachineOptions,
): Promise<readonly ModelSpeed[] | string> {
  onStep(`Benchmarking the paper's models on ${engine}, which takes half a minute to two minutes …`);
  return measureModelSpeeds({ engine, threads, env, signal });
}
