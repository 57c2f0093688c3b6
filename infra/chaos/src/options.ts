import { parseArgs } from 'node:util';
import type { EngineName } from '@rote/domain';
import { parseCountOption, parseEngineOption } from '@rote/domain';
import { FAULTS } from './faults/index.js';
import type { PlanOptions } from './plan.js';
import { BACKEND_CHOICES } from './plan.js';

export interface ChaosOptions extends Pick<PlanOptions, 'backend' | 'runs' | 'seed'> {
  /** The names of the faults to inject. */
  readonly faults: readonly string[];
  /** Runs at the same time. */
  readonly jobs: number;
  /** What trains. Default: the best of this machine. */
  readonly engine: EngineName | undefined;
  /** See `specOf`. */
  readonly seeds: number;
  readonly quick: boolean;
  readonly outageSeconds: number;
  /** Whether to use Rote's own lease and silence instead of short ones, to measure how long recoveries really take. */
  readonly defaults: boolean;
  /** The file for the reports. */
  readonly json: string | undefined;
}

const NAMES: readonly string[] = FAULTS.map(({ name }) => name);

/** @throws Error if an option is unknown or its value is invalid */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '20' },
      fault: { type: 'string', multiple: true, default: [...NAMES] },
      seed: { type: 'string', default: '1' },
      backend: { type: 'string', default: 'both' },
      jobs: { type: 'string', default: '1' },
      engine: { type: 'string' },
      seeds: { type: 'string', default: '3' },
      quick: { type: 'boolean', default: false },
      'outage-seconds': { type: 'string', default: '60' },
      defaults: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const unknown = values.fault.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw new Error(`--fault must be one of ${NAMES.join(', ')}; found ${unknown.join(', ')}`);
  const backend = BACKEND_CHOICES.find((choice) => choice === values.backend);
  if (backend === undefined)
    throw new Error(`--backend must be one of ${BACKEND_CHOICES.join(', ')}; found ${values.backend}`);
  return {
    backend,
    faults: values.fault,
    runs: parseCountOption('--runs', values.runs),
    seed: parseCountOption('--seed', values.seed, 0),
    jobs: parseCountOption('--jobs', values.jobs),
    engine: parseEngineOption(values.engine),
    seeds: parseCountOption('--seeds', values.seeds),
    quick: values.quick,
    outageSeconds: parseCountOption('--outage-seconds', values['outage-seconds'], 0),
    defaults: values.defaults,
    json: values.json,
  };
}
