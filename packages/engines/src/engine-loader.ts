import type { Engine, EngineName } from '@rote/domain';

/** What an engine is told before it is loaded. */
export interface EngineLoaderOptions {
  /** The GPU that this process was given, as CUDA names it; used to look up its model. */
  readonly gpu?: string;
  /** The engine was asked for by name: it need not be the best for this machine. */
  readonly isForced: boolean;
}

/** One way to get an engine. `load` registers and selects its TF.js backend, or throws with the reason. */
export interface EngineLoader {
  readonly name: EngineName;
  /** The name under which the engine registers its backend in TF.js. */
  readonly backendName: string;
  /** Whether the engine may run on a GPU, so that it is worth trying if another one has only the CPU. */
  readonly mayHaveGpu: boolean;
  load(options: EngineLoaderOptions): Promise<Engine>;
}
