import { fileURLToPath } from 'node:url';
import { engineEnvironment } from '@rote/devices';
import { runCommand } from '@rote/devices';
import type { Engine, EngineName } from '@rote/domain';
import type { Throughput } from './throughput.js';

/** What one engine can do on this machine. */
export type EngineExamination =
  | {
      readonly name: EngineName;
      readonly isUsable: true;
      readonly engine: Engine;
      /** For each computation that training relies on, the distance from known numbers, relative to their norm. */
      readonly deviations: readonly { readonly operation: string; readonly deviation: number }[];
      /** The largest acceptable deviation. */
      readonly tolerance: number;
      readonly throughput: readonly Throughput[];
    }
  | { readonly name: EngineName; readonly isUsable: false; readonly reason: string };

/** The engine that `loadEngine` chooses if none is forced. */
export interface EngineChoice {
  readonly engine: Engine | undefined;
  /** Why others were passed over, or why the search ended. */
  readonly notes: readonly string[];
}

export interface ExaminationOptions {
  /** CPU threads that one operation may use. */
  readonly threads: number;
  /** The environment of the process that loads the engine, in addition to what the engine needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 5 * 60_000;

/**
 * Loads an engine in its own process, verifies it and measures how fast it computes.
 * @throws RoteError `aborted`
 */
export async function examineEngine(
  name: EngineName,
  options: ExaminationOptions,
): Promise<EngineExamination> {
  const found = await runExamination<EngineExamination>([name], options);
  return typeof found === 'string'
    ? { name, isUsable: false, reason: `its process ended while loading or running it: ${found}` }
    : found;
}

/**
 * Returns the engine that a process gets if it asks for the best one, as a worker without `ROTE_ENGINE` does.
 * @throws RoteError `aborted`
 */
export async function findBestEngine(options: ExaminationOptions): Promise<EngineChoice> {
  const found = await runExamination<EngineChoice>([], options);
  return typeof found === 'string'
    ? { engine: undefined, notes: [`the process ended while looking for the best engine: ${found}`] }
    : found;
}

/** Returns what the process printed, or how it ended without printing it. */
async function runExamination<T>(
  args: readonly string[],
  { threads, env, signal }: ExaminationOptions,
): Promise<T | string> {
  const module = fileURLToPath(new URL('./examination-process.js', import.meta.url));
  const result = await runCommand(process.execPath, [module, ...args], {
    env: { ...env, ...engineEnvironment({ threads }) },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  switch (result.outcome) {
    case 'succeeded':
      return JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '') as T;
    case 'failed':
      return result.reason;
    case 'not-found':
      return `${process.execPath} no longer exists`;
    default:
      throw new TypeError(`unknown outcome: ${JSON.stringify(result satisfies never)}`);
  }
}
