import { fileURLToPath } from 'node:url';
import { engineEnvironment, runCommand } from '@rote/devices';
import type { EngineName } from '@rote/domain';
import type { ModelSpeed } from '@rote/trainer/model-speed';

export interface ModelSpeedOptions {
  readonly engine: EngineName;
  /** CPU threads that one operation may use. */
  readonly threads: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 15 * 60_000;

/**
 * Trains each of the paper's models for a few seconds, in a separate process.
 *
 * @returns the speeds, or a description of why there are none
 * @throws RoteError `aborted`
 */
export async function measureModelSpeeds({
  engine,
  threads,
  env,
  signal,
}: ModelSpeedOptions): Promise<readonly ModelSpeed[] | string> {
  const module = fileURLToPath(import.meta.resolve('@rote/trainer/measure-speed'));
  const result = await runCommand(process.execPath, [module, '--engine', engine], {
    env: { ...env, ...engineEnvironment({ threads }) },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  switch (result.outcome) {
    case 'succeeded':
      return result.stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as ModelSpeed);
    case 'failed':
      return result.reason;
    case 'not-found':
      return `${process.execPath} is gone`;
    default:
      throw new TypeError(`no such outcome: ${JSON.stringify(result satisfies never)}`);
  }
}
